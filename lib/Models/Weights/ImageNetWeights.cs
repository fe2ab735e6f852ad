using System.Security.Cryptography;
using Telltale.Runtime;

namespace Telltale.Models;

/// <summary>
/// The public ImageNet weights of DenseNet121. They are downloaded once into the cache folder and checked against the SHA-256 that the
/// hub announces.
/// </summary>
public sealed record ImageNetWeights
{
    private readonly string? folder;

    /// <summary>A safetensors file with torchvision's keys. Default: timm's copy of torchvision's first ImageNet-1k weights.</summary>
    public Uri Address { get; init; } = new("https://huggingface.co/timm/densenet121.tv_in1k/resolve/main/model.safetensors");

    /// <summary>
    /// The SHA-256 in hexadecimal; null for the one that the server of <see cref="Address"/> announces, as the Hugging Face hub does.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>The folder of the downloaded file. Default: <c>weights</c> in the cache folder.</summary>
    public string Folder
    {
        get => folder ?? CacheFolder.In("weights");
        init => folder = value;
    }

    /// <summary>Time limit for a connection, a response, and each read. Default: 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time within which 16 kB must arrive.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The path of the file in the cache, downloaded or not.</summary>
    public string FilePath => Path.Combine(Folder, $"{Address.Host}{Address.AbsolutePath}".Replace('/', '-'));

    private string Name => Path.GetFileName(FilePath);

    // Beside the files that are complete: a download that broke off, and the hash of one that did not.
    private string Unfinished => Path.Combine(Folder, "downloads", Name);

    private string RecordedHash => Path.Combine(Folder, "downloads", $"{Name}.sha256");

    /// <summary>Downloads the file unless it is cached. What arrived before a connection broke is kept; the next call resumes.</summary>
    /// <param name="progress">Reports the kilobytes so far.</param>
    /// <param name="token">Cancels the download; the next call resumes it.</param>
    /// <returns><see cref="FilePath"/>.</returns>
    /// <exception cref="WeightsUnavailableException">No connection, no such file, no announced hash, or interrupted.</exception>
    /// <exception cref="WeightsException">The SHA-256 of the file is not the announced one.</exception>
    /// <exception cref="UnusableFileException">The file in the cache is not the one that was downloaded.</exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by <paramref name="token"/>.</exception>
    public string Download(IProgress<WorkProgress>? progress = null, CancellationToken token = default)
    {
        SweptFolders.Sweep(Path.GetDirectoryName(Unfinished)!);
        if (!Path.Exists(FilePath))
        {
            Fetch(progress, token);
        }
        RequireDownloaded();
        return FilePath;
    }

    private void Fetch(IProgress<WorkProgress>? progress, CancellationToken token)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Unfinished)!);
        using var file = OpenUnfinished();
        try
        {
            if (!File.Exists(FilePath)) // another process may have finished it meanwhile
            {
                var download = new WeightsDownload(Address, Sha256, Timeout, Patience, progress, token);
                var hash = download.CompleteAsync(file).GetAwaiter().GetResult();
                file.Flush(flushToDisk: true);
                AtomicFile.WriteText(RecordedHash, hash);
                // Renamed while it is locked, so that no other process can resume into a complete file.
                File.Move(file.Name, FilePath, overwrite: true);
            }
        }
        finally
        {
            if (file.Name != Unfinished || file.Length == 0)
            {
                File.Delete(file.Name);
            }
        }
    }

    // Two processes never write into one file: the second downloads into its own.
    private FileStream OpenUnfinished()
    {
        static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return Open(Unfinished);
        }
        catch (IOException)
        {
            return Open(Unfinished + TemporaryName.NewEnding());
        }
    }

    private void RequireDownloaded()
    {
        var expected = Sha256 ?? (File.Exists(RecordedHash) ? File.ReadAllText(RecordedHash).Trim() : null);
        using var file = RegularFile.Open(FilePath);
        if (expected is not null && !Convert.ToHexString(SHA256.HashData(file)).Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnusableFileException(
                FilePath, "Its SHA-256 is not that of the download: it was changed afterwards.", "Delete it; it is downloaded again.");
        }
    }
}

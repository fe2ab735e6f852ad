using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Telltale.Runtime;

namespace Telltale.Models;

/// <summary>
/// The public ImageNet weights of DenseNet121. They are downloaded once into the cache folder and checked against the SHA-256 that the
/// hub announces.
/// </summary>
public sealed record ImageNetWeights
{
    private const int BufferBytes = 1 << 17;
    private const int MostRedirects = 5;
    private const string AnnouncedHash = "X-Linked-ETag";
    private const string AnnouncedSize = "X-Linked-Size";

    /// <summary>A safetensors file with torchvision's keys. Default: timm's copy of torchvision's first ImageNet-1k weights.</summary>
    public Uri Address { get; init; } = new("https://huggingface.co/timm/densenet121.tv_in1k/resolve/main/model.safetensors");

    /// <summary>
    /// The SHA-256 in hexadecimal; null for the one that the server of <see cref="Address"/> announces, as the Hugging Face hub does.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>The folder of the downloaded file. Default: <c>weights</c> in the cache folder.</summary>
    public string Folder { get; init; } = CacheFolder.In("weights");

    /// <summary>Time limit for a connection, a response, and each read. Default: 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The path of the file in the cache, downloaded or not.</summary>
    public string FilePath => Path.Combine(Folder, $"{Address.Host}{Address.AbsolutePath}".Replace('/', '-'));

    /// <summary>Downloads the file unless it is cached.</summary>
    /// <param name="progress">Reports the kilobytes so far.</param>
    /// <param name="token">Cancels the download; no partial file remains.</param>
    /// <returns><see cref="FilePath"/>.</returns>
    /// <exception cref="WeightsUnavailableException">No connection, no such file, no announced hash, or interrupted.</exception>
    /// <exception cref="WeightsException">The SHA-256 of the file is not the announced one.</exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by <paramref name="token"/>.</exception>
    public string Download(IProgress<WorkProgress>? progress = null, CancellationToken token = default)
    {
        if (!File.Exists(FilePath))
        {
            AtomicFile.Write(FilePath, file => FetchAsync(file, progress, token).GetAwaiter().GetResult());
        }
        return FilePath;
    }

    private async Task FetchAsync(Stream file, IProgress<WorkProgress>? progress, CancellationToken token)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            // Redirects are followed here, since the hash is announced by the hub's own response, not by the last one.
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !Address.IsLoopback });
            var (response, hash, size) = await RequestAsync(client, timeout).ConfigureAwait(false);
            using var body = response;
            var actual = await CopyAsync(response, file, size, progress, timeout).ConfigureAwait(false);
            if (!actual.Equals(hash, StringComparison.OrdinalIgnoreCase))
            {
                throw new WeightsException(
                    $"The file from {Address} has the SHA-256 {actual}, not the announced {hash}. "
                    + "It was discarded; try again, and do not trust the address if it happens twice.");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or NotSupportedException) // the latter: not an HTTP address
        {
            throw new WeightsUnavailableException($"{Address} cannot be reached ({exception.Message.TrimEnd('.')}).", exception);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            throw new WeightsUnavailableException($"{Address} did not respond within {Timeout.TotalSeconds} s.", exception);
        }
    }

    private async Task<(HttpResponseMessage Response, string Hash, long? Size)> RequestAsync(
        HttpClient client, CancellationTokenSource timeout)
    {
        var (next, hash, size) = (Address, Sha256, (long?)null);
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            timeout.CancelAfter(Timeout);
            var response = await client.GetAsync(next, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            if (next.Authority == Address.Authority && next.Scheme == Address.Scheme)
            {
                hash ??= HashIn(response.Headers);
                size ??= SizeIn(response.Headers);
            }
            if (response.IsSuccessStatusCode && hash is not null)
            {
                return (response, hash, response.Content.Headers.ContentLength ?? size);
            }
            using (response)
            {
                next = RedirectIn(response) is { } location ? new Uri(next, location)
                    : throw new WeightsUnavailableException(response.IsSuccessStatusCode
                        ? $"{Address} announces no SHA-256 to check the file against; set {nameof(Sha256)}."
                        : $"{next} responded {(int)response.StatusCode} {response.ReasonPhrase}.");
            }
        }
        throw new WeightsUnavailableException($"{Address} redirects more than {MostRedirects} times.");
    }

    private async Task<string> CopyAsync(
        HttpResponseMessage response, Stream file, long? size, IProgress<WorkProgress>? progress, CancellationTokenSource timeout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var clock = Stopwatch.StartNew();
        var buffer = new byte[BufferBytes];
        var done = 0L;
        var body = await response.Content.ReadAsStreamAsync(timeout.Token).ConfigureAwait(false);
        while (await ReadAsync(body, buffer, timeout).ConfigureAwait(false) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            file.Write(buffer, 0, count);
            done += count;
            progress?.Report(new("ImageNet weights", KiloBytes(done), KiloBytes(size ?? 0), clock.Elapsed, "kB"));
        }
        return size is null || done == size ? Convert.ToHexStringLower(hash.GetHashAndReset())
            : throw new WeightsUnavailableException($"{Address} closed the connection after {done} of {size} bytes.");
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationTokenSource timeout)
    {
        timeout.CancelAfter(Timeout);
        try
        {
            return await body.ReadAsync(buffer, timeout.Token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new WeightsUnavailableException($"{Address} closed the connection ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private static Uri? RedirectIn(HttpResponseMessage response) =>
        (int)response.StatusCode is >= 300 and < 400 ? response.Headers.Location : null;

    private static string? HashIn(HttpResponseHeaders headers) =>
        headers.TryGetValues(AnnouncedHash, out var values) && values.First().Trim('"') is { Length: 64 } hash
            && hash.All(char.IsAsciiHexDigit) ? hash : null;

    private static long? SizeIn(HttpResponseHeaders headers) =>
        headers.TryGetValues(AnnouncedSize, out var values) && long.TryParse(values.First(), out var size) ? size : null;

    private static long KiloBytes(long bytes) => (bytes + 999) / 1000;
}

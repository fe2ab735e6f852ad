using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>
/// Names for temporary files and folders that tell whose they are, so that those of a killed process are found and deleted: the id of
/// the process, and a number of the machine and container that the id belongs to.
/// </summary>
internal static partial class TemporaryName
{
    /// <summary>After this time a temporary of another machine or container is taken for abandoned.</summary>
    private static readonly TimeSpan AgeElsewhere = TimeSpan.FromDays(1);

    /// <summary>A number of the machine and container; process ids mean something only within one boot of one of them.</summary>
    public static string Place { get; } = PlaceOf();

    /// <summary>An ending for a temporary name, such as ".1234-0a1b2c3d-….tmp".</summary>
    public static string NewEnding() =>
        string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}-{Place}-{Guid.NewGuid():N}.tmp");

    /// <summary>Deletes this user's temporaries in a folder whose process has ended. Whatever cannot be deleted is left.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="depth">Whether to look into the folders below.</param>
    public static void Sweep(string folder, SearchOption depth)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = depth == SearchOption.AllDirectories,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        try
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*.tmp", options).Where(IsAbandoned).ToList())
            {
                TryDelete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder vanished, or may not be read.
        }
    }

    /// <summary>Deletes a file or folder; leaves it where that fails, for it is only waste.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process was faster, or it may not be deleted.
        }
    }

    private static bool IsAbandoned(string path) =>
        Ending().Match(Path.GetFileName(path)) is { Success: true } name
        && FileStatus.Of(path) is { } status && (status.Owner is null || status.Owner == FileStatus.User)
        && (name.Groups[2].Value == Place
            ? !int.TryParse(name.Groups[1].Value, CultureInfo.InvariantCulture, out var process) || !Lives(process)
            : DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > AgeElsewhere);

    /// <summary>True where a process of this machine has this id.</summary>
    public static bool Lives(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string PlaceOf()
    {
        const string Boot = "/proc/sys/kernel/random/boot_id";
        var boot = File.Exists(Boot) ? File.ReadAllText(Boot) : Environment.MachineName;
        var container = new FileInfo("/proc/self/ns/pid").LinkTarget;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{boot}{container}")))[..8];
    }

    [GeneratedRegex(@"\.(\d+)-([0-9a-f]{8})-[0-9a-f]{32}\.tmp$")]
    private static partial Regex Ending();
}

using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Telltale.Workbench.Hosting;

/// <summary>Deletes what killed processes left behind: the runtime's diagnostic pipes and the kit's own temporary files.</summary>
internal static partial class Leftovers
{
    /// <summary>A pipe without a socket beside it may belong to a living process of another container: it is left for this long.</summary>
    private static readonly TimeSpan AgeWithoutSocket = TimeSpan.FromDays(1);

    /// <summary>Sweeps the folder for temporary files and the cache. A failure is no reason not to start.</summary>
    public static void Sweep()
    {
        SweepPipes(Path.GetTempPath());
        TemporaryName.Sweep(Path.GetTempPath(), SearchOption.TopDirectoryOnly);
        TemporaryName.Sweep(
            Environment.GetEnvironmentVariable("TELLTALE_CACHE") is { Length: > 0 } cache ? cache : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "telltale"),
            SearchOption.AllDirectories);
    }

    /// <summary>
    /// Deletes the diagnostic sockets and pipes of this user's .NET processes that have ended. Their names have the process's id and the
    /// time of its start, so that a process that got the same id later is told apart.
    /// </summary>
    /// <param name="folder">The folder for temporary files.</param>
    public static void SweepPipes(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var ended = Directory.EnumerateFileSystemEntries(folder)
            .Select(path => (Path: path, Match: PipeName().Match(Path.GetFileName(path))))
            .Where(entry => entry.Match.Success)
            .GroupBy(entry => (Id: entry.Match.Groups[1].Value, Start: entry.Match.Groups[2].Value), entry => entry.Path)
            .Where(pipes => !IsRunning(pipes.Key.Id, pipes.Key.Start) && HasEnded([.. pipes]));
        foreach (var path in ended.SelectMany(pipes => pipes).ToList())
        {
            TemporaryName.TryDelete(path);
        }
    }

    private static bool IsRunning(string id, string start) =>
        int.TryParse(id, CultureInfo.InvariantCulture, out var process) && long.TryParse(start, CultureInfo.InvariantCulture, out var at)
        && ProcessStart.Of(process) == at;

    /// <summary>Asks the socket, which a living process answers even where its id is not seen from here.</summary>
    private static bool HasEnded(IReadOnlyList<string> pipes) =>
        pipes.All(pipe => FileStatus.Of(pipe) is { Owner: { } owner } && owner == FileStatus.User)
        && (pipes.FirstOrDefault(pipe => pipe.EndsWith("-socket", StringComparison.Ordinal)) is { } socket
            ? IsRefused(socket)
            : pipes.All(pipe => DateTime.UtcNow - File.GetLastWriteTimeUtc(pipe) > AgeWithoutSocket));

    private static bool IsRefused(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    [GeneratedRegex(@"^(?:dotnet-diagnostic|clr-debug-pipe)-(\d+)-(\d+)-(?:socket|in|out)$")]
    private static partial Regex PipeName();
}

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Telltale.Workbench.Hosting;

/// <summary>
/// A cell process and all that it started, directly or not. They are recognized by an environment variable that each inherits, because
/// a process that its parent left behind, or that began a session of its own, is no longer in the tree or the process group.
/// </summary>
/// <param name="mark">The value of the variable.</param>
internal sealed class ProcessFamily(string mark)
{
    private const string Variable = "CELL_PROCESS_FAMILY";
    private const string Processes = "/proc";

    /// <summary>A process may start another while the family is being ended.</summary>
    private const int Rounds = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly byte[] entry = Encoding.UTF8.GetBytes($"{Variable}={mark}");

    /// <summary>The variable that every member has, with its value.</summary>
    public string Entry => $"{Variable}={mark}";

    /// <summary>A new family.</summary>
    public static ProcessFamily New() => new(Guid.NewGuid().ToString("N"));

    /// <summary>The family of this process; null if it has none.</summary>
    public static ProcessFamily? OfThisProcess() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } mark ? new ProcessFamily(mark) : null;

    /// <summary>Makes a process that is started with these variables a member.</summary>
    public void Mark(IDictionary<string, string?> environment) => environment[Variable] = mark;

    /// <summary>Kills all members except this process; only on Linux, where processes tell their environment.</summary>
    public void End()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var possible = Others().Select(id => (Id: id, IsMember: IsMember(id))).Where(other => other.IsMember is not false).ToList();
            if (possible.Count == 0)
            {
                return;
            }

            foreach (var (id, _) in possible.Where(other => other.IsMember is true))
            {
                Kill(id);
            }

            Thread.Sleep(Pause);
        }
    }

    private static IEnumerable<int> Others() => !Directory.Exists(Processes) ? [] : Directory.EnumerateDirectories(Processes)
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && id != Environment.ProcessId);

    /// <summary>Null for a process that began after this one and has no environment: it is between two programs (execve).</summary>
    private bool? IsMember(int id)
    {
        try
        {
            var environment = File.ReadAllBytes($"{Processes}/{id}/environ").AsSpan();
            foreach (var range in environment.Split((byte)0))
            {
                if (environment[range].SequenceEqual(entry))
                {
                    return true;
                }
            }

            var isUnclear = environment.IsEmpty && new FileInfo($"{Processes}/{id}/exe").LinkTarget is not null
                && ProcessStart.Of(id) >= ProcessStart.Of(Environment.ProcessId);
            return isUnclear ? null : false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to someone else.
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}

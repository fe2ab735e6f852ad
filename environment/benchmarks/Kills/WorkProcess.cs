using System.Diagnostics;
using Telltale.Benchmarks.Comparing;

namespace Telltale.Benchmarks.Kills;

/// <summary>Runs a work in a process of its own, under strace where a call is aimed at or counted, and kills it.</summary>
/// <param name="Work">One of <see cref="KillWork.Names"/>.</param>
/// <param name="Shared">The folder with shared images.</param>
/// <param name="Folder">The folder that it writes to.</param>
internal sealed record WorkProcess(string Work, string Shared, string Folder)
{
    public const string Verb = "kill-work";

    private const string Begun = "begun", ResultMark = "result ";

    /// <summary>The process's own side: does the work, and says when it begins and what it gave.</summary>
    public static int Run(string[] arguments)
    {
        Runtime.LibTorch.Load();
        var work = new KillWork(arguments[1], arguments[2]);
        Console.WriteLine(Begun);
        Console.WriteLine(ResultMark + work.Do(arguments[0]));
        return 0;
    }

    /// <summary>Runs undisturbed.</summary>
    /// <param name="log">Where strace writes the calls; null to run without it.</param>
    /// <returns>The result, null where the work failed, and its duration.</returns>
    public Task<(string? Result, TimeSpan Duration)> FinishAsync(string? log, CancellationToken stop) => RunAsync(
        log is null ? [] : ["strace", "-f", "-qq", "--seccomp-bpf", "-o", log, "-e", $"trace={string.Join(',', Aim.Calls)}"],
        kill: null, stop);

    /// <summary>Runs until the aim is met.</summary>
    /// <returns>The result where the work ended before; null where it was killed.</returns>
    public async Task<string?> KillAsync(Aim aim, CancellationToken stop)
    {
        string[] trace = aim.Call is not { } call ? [] :
        [
            "strace", "-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e",
            $"inject={call}:signal=SIGKILL:when={aim.Number}", // with --seccomp-bpf, strace 6.1 injects nothing
        ];
        return (await RunAsync(trace, aim.Call is null ? aim.Delay : null, stop)).Result;
    }

    private async Task<(string? Result, TimeSpan Duration)> RunAsync(string[] trace, TimeSpan? kill, CancellationToken stop)
    {
        var (temporary, cache) = (Path.Combine(Folder, "tmp"), Path.Combine(Folder, "cache"));
        Directory.CreateDirectory(temporary);
        string[] command = [.. trace, .. ContenderProcess.ThisProgram, Verb, Work, Shared, Folder];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        (start.Environment["TMPDIR"], start.Environment["TELLTALE_CACHE"]) = (temporary, cache);
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // as the runner starts its cells
        using var process = Process.Start(start)!;
        var (result, watch, duration) = (default(string), new Stopwatch(), TimeSpan.Zero);
        while (await process.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            if (line == Begun)
            {
                watch.Start();
                _ = kill is { } delay ? KillAfterAsync(process, delay) : Task.CompletedTask;
            }
            else if (line.StartsWith(ResultMark, StringComparison.Ordinal))
            {
                (result, duration) = (line[ResultMark.Length..], watch.Elapsed);
            }
        }
        await process.WaitForExitAsync(stop);
        return (result, duration);
    }

    private static async Task KillAfterAsync(Process process, TimeSpan delay)
    {
        await Task.Delay(delay);
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended before, and may be disposed.
        }
    }
}

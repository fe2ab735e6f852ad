using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Telltale.Benchmarks.Comparing;

/// <summary>Runs one contender in a process of its own, so that nobody's threads, caches or memory are another's.</summary>
/// <param name="folder">Where the files of the works are; both sides read the same.</param>
/// <param name="peer">The command that starts the peer's Python, in words; empty where there is none.</param>
internal sealed class ContenderProcess(string folder, IReadOnlyList<string> peer)
{
    /// <summary>A setting that ends so has the peer's allocator keep freed memory and its threads sleep while they wait, as ours do.</summary>
    public const string AsOurs = "+as-ours";

    /// <summary>The one line of output that is a measurement.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Does a work once.</summary>
    /// <exception cref="ContenderFailedException">The process failed; holds the end of what it said.</exception>
    public async Task<Measurement> MeasureAsync(Work work, Contender contender, CancellationToken cancellation)
    {
        var start = contender.Side == Side.Peer ? PeerStart(contender.Setting, Arguments(work, contender, folder)) : OwnStart(work, contender, folder);
        var output = await RunAsync(start, cancellation);
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{')) ?? throw new ContenderFailedException($"It printed no measurement: {End(output)}");
        var measurement = JsonSerializer.Deserialize<Measurement>(line, Json)!;
        return measurement with { Contender = contender.ToString() };
    }

    /// <summary>Has the peer write a network as an ONNX file into the folder.</summary>
    public async Task ExportAsync(NetworkWork work, CancellationToken cancellation) =>
        await RunAsync(PeerStart("", ["export", work.ToString(), "1", "1", folder]), cancellation);

    private ProcessStartInfo PeerStart(string setting, string[] arguments)
    {
        var start = new ProcessStartInfo(peer[0], [.. peer.Skip(1), Path.Combine(AppContext.BaseDirectory, "peer", "contend.py"), .. arguments]);
        // What someone set for another program's sake would slow the peer down.
        foreach (var foreign in start.Environment.Keys.Where(name => name.StartsWith("OPENBLAS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(foreign);
        }
        // Some distributions' OpenMP starts with one thread whatever the machine has.
        start.Environment.TryAdd("OMP_NUM_THREADS", Text(Environment.ProcessorCount));
        if (setting.EndsWith(AsOurs, StringComparison.Ordinal))
        {
            start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
            start.Environment["GOMP_SPINCOUNT"] = "10000";
            start.Environment["MALLOC_MMAP_MAX_"] = "0";
            start.Environment["MALLOC_TOP_PAD_"] = Text(64 << 20);
            start.Environment["MALLOC_TRIM_THRESHOLD_"] = Text(int.MaxValue);
        }
        return start;
    }

    /// <summary>The command, in words, that has this program do a work.</summary>
    public static IReadOnlyList<string> OwnCommand(Work work, Contender contender, string folder) =>
    [
        Environment.ProcessPath!, .. IsHost() ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>(),
        ContendVerb.Name, contender.Side.ToString(), .. Arguments(work, contender, folder),
    ];

    private static ProcessStartInfo OwnStart(Work work, Contender contender, string folder)
    {
        var command = OwnCommand(work, contender, folder);
        return new(command[0], command.Skip(1));
    }

    private static string[] Arguments(Work work, Contender contender, string folder) =>
        [work.Name, contender.Setting.Replace(AsOurs, "", StringComparison.Ordinal), Text(work.WarmUp), Text(work.Steps), folder];

    private static bool IsHost() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";

    /// <summary>Runs a program to its end, or kills it with all that it started.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="ContenderFailedException">It failed; holds the end of what it said.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? await output : throw new ContenderFailedException(End(await error + await output));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string End(string text) => text.Trim() is { Length: > 300 } all ? $"… {all[^300..]}" : text.Trim();
}

/// <summary>A contender that cannot do a work, for example for want of a compiler.</summary>
internal sealed class ContenderFailedException(string message) : Exception(message);

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Telltale.Benchmarks.Comparing;

/// <summary>Runs one contender in a separate process, so that contenders share no threads, caches or memory.</summary>
/// <param name="folder">The folder with the input files, shared by both sides.</param>
/// <param name="peer">The command that starts the peer's Python, split into words; empty for none.</param>
internal sealed class ContenderProcess(string folder, IReadOnlyList<string> peer)
{
    /// <summary>Suffix of settings in which the peer's allocator and waiting threads are configured as the kit's.</summary>
    public const string AsOurs = "+as-ours";

    /// <summary>The format of a measurement, one line of output.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Runs a work once.</summary>
    /// <exception cref="ContenderFailedException">The process failed; the message has the end of its output.</exception>
    public async Task<Measurement> MeasureAsync(Work work, Contender contender, CancellationToken cancellation)
    {
        var start = contender.Side == Side.Peer
            ? PeerStart(contender.Setting, Arguments(work, contender, folder))
            : OwnStart(work, contender, folder);
        var output = await RunAsync(start, cancellation);
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{'))
            ?? throw new ContenderFailedException($"No measurement in its output: {End(output)}");
        var measurement = JsonSerializer.Deserialize<Measurement>(line, Json)!;
        return measurement with { Contender = contender.ToString() };
    }

    /// <summary>Makes the peer export a network to an ONNX file in the folder.</summary>
    public async Task ExportAsync(NetworkWork work, CancellationToken cancellation) =>
        await RunAsync(PeerStart("", ["export", work.ToString(), "1", "1", folder]), cancellation);

    private ProcessStartInfo PeerStart(string setting, string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peer", "contend.py");
        var start = new ProcessStartInfo(peer[0], [.. peer.Skip(1), script, .. arguments]);
        // Settings meant for other programs could slow down the peer.
        foreach (var foreign in start.Environment.Keys.Where(name => name.StartsWith("OPENBLAS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(foreign);
        }
        // In some distributions OpenMP starts with one thread by default.
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

    /// <summary>The words that start this program, also where <c>dotnet</c> was given its file.</summary>
    public static IReadOnlyList<string> ThisProgram =>
        [Environment.ProcessPath!, .. IsHost() ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>()];

    /// <summary>The command, split into words, that runs a work in this program.</summary>
    public static IReadOnlyList<string> OwnCommand(Work work, Contender contender, string folder) =>
        [.. ThisProgram, ContendVerb.Name, contender.Side.ToString(), .. Arguments(work, contender, folder)];

    private static ProcessStartInfo OwnStart(Work work, Contender contender, string folder)
    {
        var command = OwnCommand(work, contender, folder);
        return new(command[0], command.Skip(1));
    }

    private static string[] Arguments(Work work, Contender contender, string folder) =>
        [work.Name, contender.Setting.Replace(AsOurs, "", StringComparison.Ordinal), Text(work.WarmUp), Text(work.Steps), folder];

    private static bool IsHost() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";

    /// <summary>Runs a program; when cancelled, kills it and its children.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="ContenderFailedException">The program failed; the message has the end of its output.</exception>
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

/// <summary>A contender cannot run a work, for example because a compiler is missing.</summary>
internal sealed class ContenderFailedException(string message) : Exception(message);

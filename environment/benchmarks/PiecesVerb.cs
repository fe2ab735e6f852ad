using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Telltale.Benchmarks;

/// <summary>Measures the small pieces with BenchmarkDotNet.</summary>
internal static class PiecesVerb
{
    // In this process: a project that BenchmarkDotNet generates would not find the one flat folder of native libraries.
    private static readonly IConfig Config = ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));

    public static int Run(string[] arguments)
    {
        string[] all = ["--filter", "*"];
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(PiecesVerb).Assembly).Run(arguments.Length == 0 ? all : arguments, Config);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}

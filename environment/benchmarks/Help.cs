using Telltale.Benchmarks.Comparing;

namespace Telltale.Benchmarks;

/// <summary>What the command line takes.</summary>
internal static class Help
{
    /// <summary>Writes it, and hands back the code to end with.</summary>
    public static int Write(TextWriter writer, int exitCode)
    {
        writer.WriteLine($"""
            Telltale's benchmarks.

              dotnet run --project environment/benchmarks -- compare [OPTION…]
                  The large works, ours beside the peer's: the same work on the same machine, each contender in a process of its own,
                  alternating round by round. Prints medians and ratios.

                  --work NAME         one work, or all whose names begin so; may be repeated (default: all)
                  --rounds N          how often each contender runs (default: 5)
                  --peer COMMAND      what starts a Python with PyTorch, torchvision and scikit-learn, for example "python3" or
                                      "environment/benchmarks/peer.sh run FOLDER"; also from {CompareOptions.PeerVariable}. Without it,
                                      only our side is measured.
                  --images FOLDER     photographs to decode, made 500 × 375 (default: the embedded corpus, simulated)
                  --output FILE       the results as JSON, with machine and versions

              dotnet run --project environment/benchmarks -- profile [--work NAME] [--images FOLDER]
                  Where the time of our side goes: the share of convolutions, batch norm, copies, waiting, decoding. Wants Linux' perf.

              dotnet run --project environment/benchmarks -- pieces [OPTION OF BENCHMARKDOTNET…]
                  The small pieces, by BenchmarkDotNet; for example --filter '*Sweep*'.

            Works:
            """);
        foreach (var work in Works.All)
        {
            writer.WriteLine($"  {work.Name,-30} {string.Join(", ", work.Contenders)}");
        }
        return exitCode;
    }
}

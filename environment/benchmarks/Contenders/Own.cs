using Telltale.Benchmarks.Comparing;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Runs one work in this process, for the kit or ONNX Runtime.</summary>
internal static class Own
{
    /// <summary>Measures a work.</summary>
    /// <exception cref="ArgumentException">The work is unknown.</exception>
    public static Measurement Measure(Side side, string work, string setting, int warmUp, int steps, string folder)
    {
        var files = new WorkFiles(folder);
        var clock = new StepClock(warmUp, steps);
        if (NetworkWork.Parse(work) is { } network)
        {
            return OfNetwork(side, network, setting, warmUp, steps, folder);
        }
        var type = setting == "bfloat16" ? ScalarType.BFloat16 : ScalarType.Float32;
        LibTorch.Load();
        return work switch
        {
            "decode-augment" => Result(clock, "images/s", Decode(files, clock)),
            "loader-wait" => Result(clock, "% not waiting", 0)
                with { Values = [OwnImages.ShareWithoutWaiting(OwnImages.Loader(files, 8))] },
            "ranking" => Ranking(files, clock),
            "pixel-sweep" => PixelSweep(files, clock),
            "floor-product" => Result(clock.Run(OwnFloor.Product(type)), "GFLOP/s", OwnFloor.ProductOperations / 1e9),
            "floor-convolution" => Result(clock.Run(OwnFloor.Convolution(type)), "GFLOP/s", OwnFloor.ConvolutionOperations / 1e9),
            "floor-memory" => Triad(clock),
            _ => throw new ArgumentException($"Unknown work '{work}'.", nameof(work)),
        } with { Work = work, Contender = setting, Versions = Versions() };
    }

    private static Measurement OfNetwork(Side side, NetworkWork work, string setting, int warmUp, int steps, string folder)
    {
        if (side == Side.OnnxRuntime)
        {
            var version = Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString();
            return Result(OnnxRuntimeNetworks.Score(work, folder, warmUp, steps), "images/s", work.BatchSize)
                with { Work = work.ToString(), Contender = setting, Versions = new() { ["ONNX Runtime"] = version } };
        }
        LibTorch.Load();
        var clock = work.Kind == "training"
            ? OwnNetworks.Train(work, setting, warmUp, steps)
            : OwnNetworks.Score(work, setting, warmUp, steps);
        return Result(clock, "images/s", work.BatchSize) with
        {
            Work = work.ToString(),
            Contender = setting,
            Versions = Versions(),
        };
    }

    private static int Decode(WorkFiles files, StepClock clock)
    {
        const int Repeats = 4;
        var (loader, epoch, images) = (OwnImages.Loader(files, Repeats), 0, 0);
        clock.Run(() => images = OwnImages.ReadEpoch(loader, epoch++));
        return images;
    }

    private static Measurement Ranking(WorkFiles files, StepClock clock)
    {
        var ((scores, targets), results) = (files.ReadScores(), Array.Empty<double>());
        clock.Run(() => results = OwnMetrics.Ranking(scores, targets));
        return Result(clock, "million scores/s", scores.Length / 1e6) with { Results = results };
    }

    private static Measurement PixelSweep(WorkFiles files, StepClock clock)
    {
        var (masks, results) = (OwnMetrics.ReadMasks(files), Array.Empty<double>());
        clock.Run(() => results = OwnMetrics.PixelSweep(masks));
        return Result(clock, "masks/s", OwnMetrics.Masks) with { Results = results };
    }

    private static Measurement Triad(StepClock clock)
    {
        var (step, bytes) = OwnFloor.Triad();
        return Result(clock.Run(step), "GB/s", bytes / 1e9);
    }

    private static Dictionary<string, string> Versions() =>
        new() { ["Telltale"] = typeof(LibTorch).Assembly.GetName().Version!.ToString(3), ["libtorch"] = LibTorch.Load().Version };

    private static Measurement Result(StepClock clock, string unit, double amount) =>
        new("", "", unit, amount > 0 ? clock.Rates(amount) : [], clock.PeakMemory);
}

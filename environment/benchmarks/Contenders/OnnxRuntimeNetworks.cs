using Microsoft.ML.OnnxRuntime;
using Telltale.Benchmarks.Comparing;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Contenders;

/// <summary>ONNX Runtime with all graph optimisations, on a network exported by the peer.</summary>
internal static class OnnxRuntimeNetworks
{
    /// <summary>The name of a work's exported file.</summary>
    public static string FileOf(NetworkWork work) => $"{work}.onnx";

    /// <summary>Times the scoring of batches.</summary>
    public static StepClock Score(NetworkWork work, string folder, int warmUp, int steps)
    {
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        using var session = new InferenceSession(Path.Combine(folder, FileOf(work)), options);
        var pixels = new float[work.BatchSize * 3 * work.Size * work.Size];
        var random = SeededRandom.For(17);
        foreach (ref var pixel in pixels.AsSpan())
        {
            pixel = (float)(2 * random.NextDouble() - 1);
        }
        using var images = OrtValue.CreateTensorValueFromMemory(pixels, [work.BatchSize, 3, work.Size, work.Size]);
        using var run = new RunOptions();
        return new StepClock(warmUp, steps).Run(() =>
        {
            using var logits = session.Run(run, session.InputNames, [images], session.OutputNames);
        });
    }
}

using Microsoft.ML.OnnxRuntime;
using Telltale.Benchmarks.Comparing;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Contenders;

/// <summary>ONNX Runtime with every optimisation of the graph that it has, on a network that the peer exported.</summary>
internal static class OnnxRuntimeNetworks
{
    /// <summary>What the exported file of a work is called.</summary>
    public static string FileOf(NetworkWork work) => $"{work}.onnx";

    /// <summary>Batches scored.</summary>
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

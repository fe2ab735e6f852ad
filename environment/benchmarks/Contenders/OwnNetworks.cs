using Telltale.Benchmarks.Comparing;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Trains and scores as notebooks do, through <see cref="Trainer"/> and <see cref="Predictor"/>, overhead included.</summary>
internal static class OwnNetworks
{
    /// <summary>The settings that the kit offers.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["float32", "bfloat16"];

    /// <summary>Times training steps, from one progress report to the next.</summary>
    public static StepClock Train(NetworkWork work, string setting, int warmUp, int steps)
    {
        var clock = new StepClock(warmUp, steps);
        using var model = Network(work, setting);
        var images = new SyntheticImages(work.BatchSize * (warmUp + steps), work.Size, work.IsUNet);
        var validation = new SyntheticImages(1, work.Size, work.IsUNet);
        var options = new TrainingOptions
        {
            Epochs = 1,
            BatchSize = work.BatchSize,
            Metric = ValidationMetric.Loss,
            Precision = PrecisionOf(setting),
        };
        var folder = Directory.CreateTempSubdirectory("telltale-benchmark-");
        try
        {
            Trainer.Fit(model, images, validation, work.IsUNet ? Losses.BinaryCrossEntropyAndDice() : Losses.CrossEntropy, options,
                new EachStep(clock), folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return clock;
    }

    /// <summary>Times scored batches, from one visit to the next.</summary>
    public static StepClock Score(NetworkWork work, string setting, int warmUp, int steps)
    {
        var clock = new StepClock(warmUp, steps);
        using var model = Network(work, setting);
        var images = new SyntheticImages(work.BatchSize * (warmUp + steps), work.Size, work.IsUNet);
        Predictor.ForEachBatch(model, images, work.BatchSize, (_, logits) =>
        {
            logits.sum().to_type(ScalarType.Float32).item<float>(); // waits for a GPU
            clock.Tick();
        });
        return clock;
    }

    /// <summary>The network of a work, on the best device.</summary>
    public static nn.Module<Tensor, Tensor> Network(NetworkWork work, string setting)
    {
        var precision = PrecisionOf(setting);
        nn.Module<Tensor, Tensor> network = work.Network switch
        {
            "unet" => new UNet(UNetOptions.Paper) { Precision = precision },
            "unetsmall" => new UNet(UNetOptions.Small) { Precision = precision },
            "densenetsmall" => new DenseNet(DenseNetOptions.DenseNetSmall) { Precision = precision },
            _ => new DenseNet(DenseNetOptions.DenseNet121) { Precision = precision },
        };
        return network.to(ComputeDevice.Best);
    }

    private static Precision PrecisionOf(string setting) => setting switch
    {
        "float32" => Precision.Float32,
        "bfloat16" => Precision.BFloat16,
        _ => throw new ArgumentException($"Telltale has no setting '{setting}'.", nameof(setting)),
    };

    private sealed class EachStep(StepClock clock) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (value.Task.StartsWith("epoch", StringComparison.Ordinal))
            {
                clock.Tick();
            }
        }
    }
}

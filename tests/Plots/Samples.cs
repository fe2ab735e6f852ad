using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Plots;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Tests.Plots;

/// <summary>Small sets with known properties, for charts.</summary>
internal static class Samples
{
    /// <summary>Scores in (0, 1) of two overlapping classes; the shift says how far apart they lie.</summary>
    public static Predictions Predictions(string name, double shift, int count = 200, double positives = 0.5)
    {
        var random = SeededRandom.For(17, count);
        var targets = Enumerable.Range(0, count).Select(index => index < count * positives).ToArray();
        var scores = targets.Select(target => 1 / (1 + Math.Exp(-(random.NextGaussian() + (target ? shift : -shift))))).ToArray();
        return new(name, scores, targets);
    }

    public static TrainingHistory History { get; } = new(
    [
        new(1, 0.71, 0.69, 0.52, 60), new(2, 0.55, 0.58, 0.71, 61),
        new(3, 0.41, 0.47, 0.83, 59), new(4, 0.33, 0.44, 0.88, 60), new(5, 0.22, 0.49, 0.86, 60),
    ], 4, "balanced accuracy", false);

    /// <summary>Switches of a replay with two changes, one of which was trained alone; three seeds, two tests.</summary>
    public static InteractiveChart RepairSwitches
    {
        get
        {
            static RepairSwitches.Row Row(DetectorChange changes, double gain) =>
                new(changes, [[0.95, 0.96, 0.97], [0.4 + gain, 0.5 + gain, 0.6 + gain]]);
            return Telltale.Plots.RepairSwitches.Of(Metric.BalancedAccuracy, ["in-domain", "unseen generator"], [
                Row(DetectorChange.AsPublished, 0), Row(DetectorChange.Cropping, 0.1),
                Row(DetectorChange.Cropping | DetectorChange.Residuals, 0.3),
            ]);
        }
    }

    /// <summary>A picture in which every pixel differs from its neighbours.</summary>
    public static RgbImage Picture(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, width * height * 3).Select(index => (byte)(index * 37))]);
}

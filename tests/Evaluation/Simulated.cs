using CsCheck;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Evaluation;

/// <summary>Predictions made up for tests.</summary>
internal static class Simulated
{
    /// <summary>Small sets full of ties, of any balance, one class absent too.</summary>
    public static readonly Gen<(double[] Scores, bool[] Targets)> Ties =
        Gen.Select(Gen.Int[0, 8], Gen.Bool).Array[1,
            40].Select(items => (items.Select(item => item.Item1 / 8.0).ToArray(), items.Select(item => item.Item2).ToArray()));

    /// <summary>The same, with both classes present.</summary>
    public static readonly Gen<(double[] Scores, bool[] Targets)> TiesOfBothClasses = Ties.Where(set => set.Targets.Contains(true)
        && set.Targets.Contains(false));

    public static ImageRecord Record(string path, bool positive) =>
        new(path, positive ? ImageLabel.Synthetic : ImageLabel.Real, "simulated");

    /// <summary>Normal deviates, the synthetic ones higher by a gap, through a sigmoid. Half of the images are synthetic.</summary>
    public static Predictions Separated(string name, int count, double gap, long seed)
    {
        var random = SeededRandom.For(seed);
        return new(name, Enumerable.Range(0, count).Select(index =>
        {
            var positive = index % 2 == 1;
            return new Prediction(Record($"/{name}/{index}.png", positive),
                1 / (1 + Math.Exp(-random.NextGaussian() - (positive ? gap : 0))));
        }));
    }
}

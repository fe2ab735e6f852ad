using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Evaluation;

/// <summary>Predicted masks made up for tests.</summary>
internal static class SimulatedMasks
{
    /// <summary>
    /// Noise, higher inside a rectangle in the edited images; every third image is authentic, the first column is ignored, and one
    /// score in four lies on a multiple of 0.05.
    /// </summary>
    public static PredictedMasks Of(string name, int count, double gap, long seed, int size = 12) =>
        new(name, Enumerable.Range(0, count).Select(index => One(name, index, gap, SeededRandom.For(seed, index), size)));

    public static PredictedMask Mask(string path, float[] scores, byte[] truth) =>
        new(new(path, truth.Contains(Telltale.Data.Mask.Edited) ? ImageLabel.Edited : ImageLabel.Authentic, "simulated"), scores,
            new(truth.Length, 1, truth));

    private static PredictedMask One(string name, int index, double gap, SeededRandom random, int size)
    {
        var edited = index % 3 != 0;
        var (left, top) = (random.Next(size / 2), random.Next(size / 2));
        var (scores, truth) = (new float[size * size], new byte[size * size]);
        for (var i = 0; i < scores.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            var inside = edited && x >= left && x < left + size / 2 && y >= top && y < top + size / 2;
            truth[i] = x == 0 ? Telltale.Data.Mask.Ignored : inside ? Telltale.Data.Mask.Edited : Telltale.Data.Mask.Authentic;
            var score = 1 / (1 + Math.Exp(-random.NextGaussian() - (inside ? gap : -gap)));
            scores[i] = (float)(random.Next(4) == 0 ? Math.Round(score * 20) / 20 : score);
        }
        var record = new ImageRecord($"/{name}/{index}.png", edited ? ImageLabel.Edited : ImageLabel.Authentic, index % 2 == 0 ? "RAISE"
            : "COCO")
        {
            SourceId = $"{name}/{index / 3}",
            Method = !edited ? null : index % 3 == 1 ? "removeanything" : "mixed",
            EditKind = !edited ? EditKind.Unknown : index % 5 < 2 ? EditKind.FullyRegenerated : EditKind.Spliced,
        };
        return new(record, scores, new(size, size, truth));
    }
}

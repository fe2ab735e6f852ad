using System.Text.Json;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

/// <summary>Counts equal scikit-learn's on the same pixels exactly, and measures to 1e-12; per pixel and from one pass.</summary>
public class ScikitLearnMaskParityTests
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Dictionary<string, Case> Cases = JsonSerializer.Deserialize<Case[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Evaluation", "Fixtures", "scikit_learn_masks.json")),
            SnakeCase)!.ToDictionary(item => item.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Counts_and_measures_at_every_threshold(string name)
    {
        var mask = Cases[name].Mask;
        var histograms = MaskHistograms.Of([mask]);
        Assert.All(Cases[name].Measures, expected =>
        {
            var counts = new ConfusionCounts(expected.Counts[0], expected.Counts[1], expected.Counts[2], expected.Counts[3]);
            Assert.Equal(counts, mask.CountsAt(expected.Threshold));
            Assert.Equal(counts, histograms[0].At(expected.Threshold));
            Assert.All([Averaging.PerImage, Averaging.Pooled], averaging =>
            {
                var measures = histograms.Measure(Threshold.Fixed(expected.Threshold), averaging);
                Assert.Equal(expected.F1, measures.F1, 1e-12);
                Assert.Equal(expected.Iou, measures.IoU, 1e-12);
                Assert.Equal(expected.MeanIou, measures.MeanIoU, 1e-12);
                Assert.Equal(expected.PixelAccuracy, measures.PixelAccuracy, 1e-12);
            });
        });
    }

    private sealed record Case(string Name, int Width, int Height, float[] Scores, int[] Truth, Measured[] Measures)
    {
        public PredictedMask Mask =>
            new(new($"{Name}.png", ImageLabel.Edited, "fixture"), Scores, new Mask(Width, Height, [.. Truth.Select(pixel => (byte)pixel)]));
    }

    private sealed record Measured(double Threshold, long[] Counts, double F1, double Iou, double MeanIou, double PixelAccuracy);
}

using System.Text.Json;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

/// <summary>Each protocol against scikit-learn and SciPy on the same pixels: counts exactly, values to 1e-12.</summary>
public class MaskProtocolTests
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Document Fixture = JsonSerializer.Deserialize<Document>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Evaluation", "Fixtures", "mask_protocols.json")),
        SnakeCase)!;

    private static readonly PredictedMasks Masks = new("fixture", Fixture.Cases.Select(one => one.Mask));

    public static TheoryData<string> Names => [.. Fixture.Cases.Select(one => one.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Counts_with_and_without_the_rim_are_those_of_the_reference(string name)
    {
        var expected = Fixture.Cases.Single(one => one.Name == name);
        var counts = ProtocolCounts.Of([expected.Mask]);
        Assert.Equal(Counts(expected.Plain), counts.Images[0].Plain);
        Assert.Equal(Counts(expected.WithoutRim), counts.Images[0].WithoutRim);
        Assert.Equal(expected.PlainF1, counts.Measure(MaskProtocol.Plain).F1, 1e-12);
        Assert.Equal(expected.TruForF1, counts.Measure(MaskProtocol.TruFor).F1, 1e-12);
        var ranking = PixelRanking.Pooled(counts.Histograms);
        Assert.Equal(expected.RocAuc ?? double.NaN, ranking.RocAuc, 1e-12);
        Assert.Equal(expected.AveragePrecision, ranking.AveragePrecision, 1e-12);
    }

    [Fact]
    public void Means_over_images_are_those_of_the_reference()
    {
        var counts = ProtocolCounts.Of(Masks);
        double Of(MaskProtocol protocol) => counts.Measure(protocol).F1;
        Assert.Equal(Fixture.Summary.Plain, Of(MaskProtocol.Plain), 1e-12);
        Assert.Equal(Fixture.Summary.TruFor, Of(MaskProtocol.TruFor), 1e-12);
        Assert.Equal(Fixture.Summary.Fixed, Of(MaskProtocol.At(Threshold.Fixed(0.3))), 1e-12);
        Assert.Equal(Fixture.Summary.BestPerImage, Of(MaskProtocol.BestPerImage), 1e-12);
        Assert.Equal(Fixture.Summary.BestOverSet, Of(MaskProtocol.BestOverSet), 1e-12);
    }

    [Fact]
    public void Pixels_are_ranked_as_scikit_learn_ranks_them_over_all_images_and_by_image()
    {
        var histograms = MaskHistograms.Of(Masks);
        Assert.Equal(Fixture.Summary.RocAuc, PixelRanking.Pooled(histograms).RocAuc, 1e-12);
        Assert.Equal(Fixture.Summary.AveragePrecision, PixelRanking.Pooled(histograms).AveragePrecision, 1e-12);
        Assert.Equal(Fixture.Cases.Average(one => one.RocAuc)!.Value, PixelRanking.PerImage(histograms).RocAuc, 1e-12); // without nulls
        Assert.Equal(Fixture.Cases.Average(one => one.AveragePrecision), PixelRanking.PerImage(histograms).AveragePrecision, 1e-12);
    }

    [Fact]
    public void An_oracle_says_so_and_is_never_below_what_needs_no_truth()
    {
        var counts = ProtocolCounts.Of(SimulatedMasks.Of("test", 30, gap: 0.5, seed: 3));
        var values = MaskProtocol.All(Threshold.Fixed(0.4)).Select(counts.Measure).ToList();
        Assert.Equal([false, false, true, true, true], values.Select(value => value.Protocol.IsOracle));
        Assert.True(values[4].F1 >= values[3].F1 && values[3].F1 >= values[1].F1);
        Assert.All(values, value => Assert.Equal(20, value.Images)); // every third is authentic
        Assert.Throws<ArgumentException>(() => counts.Measure(MaskProtocol.At(Threshold.Fixed(0.12345))));
    }

    [Fact]
    public void The_table_has_a_row_for_each_source_method_and_kind_and_their_unweighted_mean()
    {
        var counts = ProtocolCounts.Of(SimulatedMasks.Of("test", 30, gap: 0.5, seed: 3));
        var table = ProtocolTable.Of(counts, MaskProtocol.All(Threshold.Fixed(0.4)));
        Assert.Equal(counts.Count, table.Rows.Sum(row => row.Images));
        var row = table.Rows.First(one => one is { Source: "RAISE", Method: "mixed" });
        Assert.Equal((0.5745, 0.5075), row.Paper);
        var alone = counts.Where(r => (r.Source, r.Method, r.EditKind) == (row.Source, row.Method, row.EditKind));
        Assert.Equal(alone.Measure(MaskProtocol.TruFor).F1, row.Values[2].F1);
        Assert.Equal(table.Rows.Average(one => one.Values[0].F1), table.Average.Values[0].F1, 1e-12);
        Assert.Equal((0.357, 0.3075), table.Average.Paper);
    }

    [Fact]
    public void Pixels_that_were_ignored_stay_so_and_have_no_rim()
    {
        var pixels = new byte[40 * 40];
        pixels.AsSpan(0, 40 * 20).Fill(Mask.Edited);
        pixels.AsSpan(40 * 20, 40 * 10).Fill(Mask.Ignored);
        var rim = MaskRim.Ignored(new Mask(40, 40, pixels));
        Assert.Equal(pixels, rim.Pixels); // ten ignored rows lie between the two classes
    }

    private static ConfusionCounts Counts(long[] counts) => new(counts[0], counts[1], counts[2], counts[3]);

    private sealed record Document(Summary Summary, Case[] Cases);

    private sealed record Summary(
        double Plain, double TruFor, double Fixed, double BestPerImage, double BestOverSet, double RocAuc, double AveragePrecision);

    private sealed record Case(
        string Name, int Width, int Height, float[] Scores, string Truth, long[] Plain, double PlainF1, long[] WithoutRim, double TruForF1,
        double? RocAuc, double AveragePrecision)
    {
        public PredictedMask Mask => new(
            new($"{Name}.png", ImageLabel.Edited, "fixture"), Scores,
            new Mask(Width, Height, [.. Truth.Select(digit => (byte)(digit - '0'))]));
    }
}

using Telltale.CopyMove;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;

namespace Telltale.Tests.CopyMove;

public sealed class CopyMoveMatcherTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("telltale-copies").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(30, 1.0)]
    [InlineData(180, 1.0)]
    [InlineData(0, 1.1)]
    public void Source_and_copy_are_found_also_where_the_copy_was_rotated_or_slightly_scaled(double degrees, double scale)
    {
        var (image, truth) = CopiedTexture.With(degrees, scale);
        var counts = Masked(CopyMoveMatcher.ScorePixels(image), truth).CountsAt(0.5);
        Assert.True(counts.F1 > 0.8, $"F1 {counts.F1:0.000}");
    }

    [Theory]
    [InlineData(0, 1.5)]
    [InlineData(40, 1.5)]
    [InlineData(0, 1.7)]
    [InlineData(0, 0.67)]
    public void A_copy_of_another_size_is_found_with_its_scale_alone(double degrees, double scale)
    {
        var (image, truth) = CopiedTexture.With(degrees, scale);
        Assert.DoesNotContain(CopyMoveMatcher.ScorePixels(image), score => score >= 0.5f);
        var counts = Masked(CopyMoveMatcher.ScorePixels(image, new() { Scales = [1, 1.5] }), truth).CountsAt(0.5);
        Assert.True(counts.F1 > 0.7, $"F1 {counts.F1:0.000}");
    }

    [Fact]
    public void A_scale_adds_to_the_others_and_one_too_large_for_the_image_is_ignored()
    {
        var (image, _) = CopiedTexture.With(30);
        var scores = CopyMoveMatcher.ScorePixels(image);
        Assert.Equal(scores, CopyMoveMatcher.ScorePixels(image, new() { Scales = [1, CopiedTexture.Side / 31.0] }));
        Assert.All(scores.Zip(CopyMoveMatcher.ScorePixels(image, new() { Scales = [1, 1.5, 2] })), pair =>
            Assert.True(pair.Second >= pair.First));
    }

    [Fact]
    public void Texture_without_a_copy_has_no_score() => Assert.DoesNotContain(
        CopyMoveMatcher.ScorePixels(CopiedTexture.Plain(), new() { Scales = [1, 1.5, 2] }), score => score > 0);

    [Fact]
    public void A_copy_nearer_than_the_options_allow_is_not_found()
    {
        var (image, _) = CopiedTexture.With(0);
        Assert.DoesNotContain(CopyMoveMatcher.ScorePixels(image, new() { NearestCopy = 100 }), score => score > 0); // 95 px away
    }

    [Fact]
    public void The_masks_of_a_set_are_those_of_its_images_one_by_one_in_order()
    {
        RgbImage[] images = [CopiedTexture.With(0).Image, CopiedTexture.Plain(), CopiedTexture.With(15).Image];
        var records = images.Select((image, index) => Record($"{index}.png", image)).ToList();
        var masks = CopyMoveMatcher.Masks(new LocalizationDataset(records, Transform.Evaluation(64)), "copies");
        Assert.Equal("copies", masks.Name);
        Assert.Equal(records, masks.Select(mask => mask.Record));
        Assert.All(masks.Zip(images), pair => Assert.Equal(CopyMoveMatcher.ScorePixels(pair.Second), pair.First.Scores.ToArray()));
    }

    [Fact]
    public void An_image_that_is_too_small_is_named()
    {
        var small = new RgbImage(40, 20);
        var refusal = Assert.Throws<ArgumentException>(() => CopyMoveMatcher.ScorePixels(small));
        Assert.Contains("at least 32", refusal.Message, StringComparison.Ordinal);
        ImageRecord[] records = [Record("large.png", CopiedTexture.Plain()), Record("small.png", small)];
        var dataset = new LocalizationDataset(records, Transform.Evaluation(16));
        var failure = Assert.Throws<ImageFileException>(() => CopyMoveMatcher.Masks(dataset));
        Assert.Contains("small.png", failure.Message, StringComparison.Ordinal);
        Assert.Contains("40 × 20", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        CopyMoveOptions[] wrong =
        [
            new() { Passes = 0 }, new() { NearestMatch = 0 }, new() { NearestCopy = 4 }, new() { SmallestRegion = 0 },
            new() { Scales = [1, 0.5] }, new() { Scales = [double.NaN] },
        ];
        Assert.All(wrong, options =>
            Assert.Throws<ArgumentOutOfRangeException>(() => CopyMoveMatcher.ScorePixels(CopiedTexture.Plain(), options)));
    }

    [Fact]
    public void Cancelling_stops_within_an_image() =>
        Assert.Throws<OperationCanceledException>(
            () => CopyMoveMatcher.ScorePixels(CopiedTexture.Plain(), cancellation: new(canceled: true)));

    private static PredictedMask Masked(float[] scores, Mask truth) => new(new("copied.png", ImageLabel.Edited, "texture"), scores, truth);

    private ImageRecord Record(string name, RgbImage image)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, ImageCodec.EncodePng(image));
        return new(path, ImageLabel.Authentic, "texture");
    }
}

using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Bias;

public class ObjectBiasTests
{
    private static readonly Threshold Half = Threshold.Fixed(0.5);

    [Fact]
    public void A_localizer_that_marks_the_same_in_the_original_has_read_the_content()
    {
        var bias = ObjectBias.Of(Masks(edited: 1, original: 1), Half);
        Assert.Equal((8, 1.0, 1.0, 0.0), (bias.Pairs, bias.Edited.Mean, bias.Original.Mean, bias.OfTheEdit.Mean));
        Assert.Contains("no part of the score can be shown to come from the edit", bias.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_marks_nothing_in_the_original_has_read_the_edit()
    {
        var bias = ObjectBias.Of(Masks(edited: 1, original: 0), Half);
        Assert.Equal((1.0, 0.0, 1.0), (bias.Edited.Mean, bias.Original.Mean, bias.OfTheEdit.Mean));
        Assert.Equal(2 * 0.25 / 1.25, bias.Everything.Mean, 1e-12);
        Assert.Contains("the score comes from the edit", bias.Verdict, StringComparison.Ordinal);
        Assert.Contains("Object bias, test: 8 edited images with their originals", bias.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Edited_images_without_an_original_of_their_size_are_counted_and_left_out()
    {
        var masks = Masks(1, 0);
        var alone = new PredictedMasks("test", masks.Select(mask => mask.Record is { IsPositive: false, SourceId: "0" }
            ? mask with { Truth = new(8, 2, new byte[16]) } : mask));
        Assert.Equal((7, 1), (ObjectBias.Of(alone, Half).Pairs, ObjectBias.Of(alone, Half).LeftOut));
        var none = new PredictedMasks("test", masks.Where(mask => mask.Record.IsPositive));
        Assert.Contains("has no edited image with its authentic original", Assert.Throws<ArgumentException>(() =>
            ObjectBias.Of(none, Half)).Message, StringComparison.Ordinal);
    }

    // Eight originals of 4 × 4 pixels with one edit each, of the first row; the score of that row in edited image and original.
    private static PredictedMasks Masks(float edited, float original) => new("test", Enumerable.Range(0, 16).Select(index =>
    {
        var isEdited = index % 2 == 1;
        var label = isEdited ? ImageLabel.Edited : ImageLabel.Authentic;
        var record = new ImageRecord($"/{index}.png", label, "made") { SourceId = $"{index / 2}" };
        float[] scores = [.. Enumerable.Range(0, 16).Select(i => i < 4 ? isEdited ? edited : original : 0)];
        byte[] truth = [.. Enumerable.Range(0, 16).Select(i => isEdited && i < 4 ? Mask.Edited : Mask.Authentic)];
        return new PredictedMask(record, scores, new(4, 4, truth));
    }));
}

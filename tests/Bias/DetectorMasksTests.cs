using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Bias;

public sealed class DetectorMasksTests : IDisposable
{
    private const int Width = 6, Height = 4;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Save(string name, Func<int, byte> level, int width = Width)
    {
        var image = new RgbImage(width, Height, [.. Enumerable.Range(0, 3 * width * Height).Select(index => level(index / 3))]);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        File.WriteAllBytes(folder.File(name), ImageCodec.EncodePng(image));
        return folder.File(name);
    }

    private ImageCollection Images() => new("images",
    [
        new(Save("images/x/1.png", _ => 90), ImageLabel.Edited,
            "x") { MaskPath = Save("masks/1.png", pixel => (byte)(pixel < 8 ? 255 : 0)) },
        new(Save("images/y/1.png", _ => 90), ImageLabel.Authentic, "y"),
    ]);

    [Fact]
    public void Grey_levels_become_scores_beside_the_truth()
    {
        var images = Images();
        Save("theirs/x/1.png", pixel => (byte)(10 * pixel));
        Save("theirs/y/1.png", _ => 0);
        var masks = DetectorMasks.Read(folder.File("theirs"), images);
        Assert.Equal(Enumerable.Range(0, Width * Height).Select(pixel => 10 * pixel / 255f), masks[0].Scores.ToArray());
        Assert.Equal(8, masks[0].Truth.Pixels.Count(pixel => pixel == Mask.Edited));
        Assert.Equal(0, masks[1].Truth.Coverage);
        Assert.Equal(new ConfusionCounts(0, 16, 0, 8), masks[0].CountsAt(80 / 255.0));
    }

    [Fact]
    public void A_mask_that_is_missing_doubtful_or_of_another_size_is_refused_by_name()
    {
        var images = Images();
        Assert.Throws<DirectoryNotFoundException>(() => DetectorMasks.Read(folder.File("nowhere"), images));
        Save("theirs/x/1.png", _ => 0);
        Save("theirs/z/1.png", _ => 0);
        Assert.Contains("may be", Assert.Throws<ImageFileException>(() => DetectorMasks.Read(folder.File("theirs"), images)).Message,
            StringComparison.Ordinal);
        var other = new ImageCollection("other", [new("/other.png", ImageLabel.Authentic, "x")]);
        Assert.Contains("no predicted mask",
            Assert.Throws<ImageFileException>(() => DetectorMasks.Read(folder.File("masks"), other)).Message, StringComparison.Ordinal);
        Save("theirs/y/1.png", _ => 0, width: 5);
        Assert.Contains("5 × 4", Assert.Throws<ImageFileException>(() => DetectorMasks.Read(folder.File("theirs"), images)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Predicted_masks_are_read_by_the_same_rule_as_true_ones()
    {
        var images = Images();
        Save("theirs/x/1.png", pixel => (byte)(pixel < 8 ? 0 : 255), width: 5);
        Save("theirs/y/1.png", _ => 255);
        var masks = DetectorMasks.Read(
            folder.File("theirs"), images, predicted: new(MaskPolarity.BlackIsEdited) { Resize = 1 });
        Assert.Equal([1f, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0], masks[0].Scores[..12].ToArray());
        Assert.All(masks[1].Scores.ToArray(), score => Assert.Equal(0, score));
    }

    [Theory]
    [InlineData(MaskPolarity.WhiteIsEdited, 1)]
    [InlineData(MaskPolarity.BlackIsEdited, 0)]
    public void Predicted_masks_with_levels_0_and_1_are_black_and_white(MaskPolarity polarity, byte edited)
    {
        var images = Images();
        Save("theirs/x/1.png", pixel => (byte)(pixel < 8 ? edited : 1 - edited));
        Save("theirs/y/1.png", _ => (byte)(1 - edited));
        var masks = DetectorMasks.Read(folder.File("theirs"), images, predicted: new(polarity));
        Assert.Equal(new ConfusionCounts(8, 0, 16, 0), masks[0].CountsAt(0.5));
        Assert.All(masks[1].Scores.ToArray(), score => Assert.Equal(0, score));
    }

    [Fact]
    public void A_soft_prediction_below_the_middle_is_not_stretched()
    {
        var images = Images();
        Save("theirs/x/1.png", pixel => (byte)(pixel < 8 ? 2 : 0));
        Save("theirs/y/1.png", _ => 1);
        Assert.Equal([0f, 1 / 255f, 2 / 255f],
            DetectorMasks.Read(folder.File("theirs"), images).SelectMany(mask => mask.Scores.ToArray()).Distinct().Order());
    }
}

using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data;

/// <summary>What is the same in every epoch is computed once: resized or cropped images are cached instead of whole ones.</summary>
public sealed class FixedStepsTests : IDisposable
{
    private const int Side = 8;

    // Fewer than the 48 · 40 · 3 bytes of an image, enough for the results.
    private const long Capacity = 4000;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Transforms => ["paper, training", "paper, evaluation", "masks left behind", "crops", "centre"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Transforms))]
    public void A_cached_result_changes_no_value(string name)
    {
        var (transform, record) = (Named(name), Record());
        var dataset = new LocalizationDataset([record], transform, cache: new ImageCache(Capacity));
        foreach (var epoch in new[] { 0, 1, 0 })
        {
            var (input, target) = (new float[3 * Side * Side], new float[Side * Side]);
            dataset.Read(0, seed: 5, epoch, input, target);
            var (image, mask) = dataset.ReadPair(0);
            (image, mask) = transform.Apply(image, mask, SeededRandom.For(5, epoch, 0));
            var expected = new float[3 * Side * Side];
            transform.WriteNormalized(image, expected);
            Assert.Equal(expected, input);
            Assert.Equal(mask.Pixels.Select(pixel => pixel == Mask.Ignored ? LocalizationDataset.Ignored : pixel), target);
        }
    }

    [Theory]
    [InlineData(true, "resized images fit, whole ones do not")]
    [InlineData(false, "without a fixed first step, whole images are too large")]
    public void The_result_of_fixed_steps_is_kept_instead_of_the_image(bool isKept, string why)
    {
        var transform = isKept ? Transform.PaperEvaluation(Side) : Transform.Train(Side);
        var record = Record();
        var dataset = new DetectionDataset([record with { Label = ImageLabel.Real }], transform, new ImageCache(Capacity));
        var before = Read(dataset);
        ReplaceUnnoticed(record.Path);
        Assert.True(isKept == before.SequenceEqual(Read(dataset)), why);
    }

    [Fact]
    public void A_changed_file_is_read_again()
    {
        var record = Record();
        var dataset = new DetectionDataset([record with { Label = ImageLabel.Real }], Transform.PaperEvaluation(Side), new(Capacity));
        var before = Read(dataset);
        File.WriteAllBytes(record.Path, ImageCodec.EncodePng(new RgbImage(48, 40)));
        Assert.NotEqual(before, Read(dataset));
    }

    private static float[] Read(DetectionDataset dataset)
    {
        var input = new float[3 * Side * Side];
        dataset.Read(0, seed: 5, epoch: 0, input, new float[1]);
        return input;
    }

    /// <summary>Another image in a file of the same length and time, which a cache takes for the same.</summary>
    private static void ReplaceUnnoticed(string path)
    {
        var (changed, content) = (File.GetLastWriteTimeUtc(path), ImageCodec.EncodePng(new RgbImage(48, 40)));
        var same = new byte[new FileInfo(path).Length];
        content.CopyTo(same, 0); // decoders ignore what follows the end of the image
        File.WriteAllBytes(path, same);
        File.SetLastWriteTimeUtc(path, changed);
    }

    private static TransformPipeline Named(string name) => name switch
    {
        "paper, training" => Transform.PaperLocalizationTrain(Side),
        "paper, evaluation" => Transform.PaperEvaluation(Side),
        "masks left behind" => Transform.PaperLocalizationTrain(Side).WithMasksLeftBehind(),
        "crops" => Transform.Train(Side, ontoEdits: 0.5),
        _ => Transform.Evaluation(Side),
    };

    // Noise, with an edited rectangle off the centre.
    private ImageRecord Record()
    {
        var (image, mask) = (new RgbImage(48, 40), new RgbImage(48, 40));
        SeededRandom.For(3).NextBytes(image.Pixels);
        for (var place = 0; place < mask.Pixels.Length; place++)
        {
            mask.Pixels[place] = place / 3 % 48 < 20 && place / 3 / 48 > 15 ? byte.MaxValue : byte.MinValue;
        }
        return new(folder.Put("image.png", ImageCodec.EncodePng(image)), ImageLabel.Edited, "noise")
        {
            MaskPath = folder.Put("mask.png", ImageCodec.EncodePng(mask)),
        };
    }
}

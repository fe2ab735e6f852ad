using Telltale.Data;
using Telltale.Data.Transforms;
using TorchSharp;

namespace Telltale.Tests.Data;

public sealed class LocalizationDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_target_is_1_where_edited_0_where_not_and_minus_1_beyond_the_image()
    {
        var dataset = Dataset(Transform.Evaluation(8));
        var (input, target) = (new float[3 * 8 * 8], new float[8 * 8]);
        dataset.Read(0, seed: 1, epoch: 0, input, target);
        Assert.Equal([3, 8, 8], dataset.InputShape);
        Assert.Equal([1, 8, 8], dataset.TargetShape);
        // An image of 6 × 4 in the middle of 8 × 8, its left half edited.
        var expected = Enumerable.Range(0, 64).Select(i => (i % 8, i / 8) switch
        {
            ( >= 1 and < 4, >= 2 and < 6) => 1f,
            ( >= 4 and < 7, >= 2 and < 6) => 0f,
            _ => LocalizationDataset.Ignored,
        });
        Assert.Equal(expected, target);
    }

    [Fact]
    public void An_authentic_image_without_a_mask_has_an_empty_one()
    {
        var dataset = Dataset(Transform.Evaluation(4));
        var (input, target) = (new float[3 * 4 * 4], new float[4 * 4]);
        dataset.Read(1, seed: 1, epoch: 0, input, target);
        Assert.All(target, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Pairs_come_in_their_own_size_and_without_any_transform()
    {
        var (image, mask) = Dataset(Transform.Train(3)).ReadPair(0);
        Assert.Equal((6, 4, 6, 4), (image.Width, image.Height, mask.Width, mask.Height));
        Assert.Equal(0.5, mask.Coverage);
    }

    [Fact]
    public void Training_examples_are_a_function_of_seed_epoch_and_index()
    {
        var dataset = Dataset(Transform.Train(3, ontoEdits: 0.5));
        Assert.Equal(Targets(7, 2), Targets(7, 2));
        Assert.NotEqual(
            Enumerable.Range(0, 9).SelectMany(epoch => Targets(7, epoch)), Enumerable.Range(0, 9).SelectMany(epoch => Targets(8, epoch)));

        float[] Targets(long seed, int epoch)
        {
            var (input, target) = (new float[27], new float[9]);
            dataset.Read(0, seed, epoch, input, target);
            return target;
        }
    }

    [Fact]
    public void The_description_names_every_option() =>
        Assert.Equal(
            "LocalizationDataset, MaskOptions { Polarity = BlackIsEdited, Threshold = 3 }",
            Dataset(Transform.Train(3), new(MaskPolarity.BlackIsEdited, 3)).ToString());

    [Theory]
    [InlineData(ImageLabel.Real, null, "is labelled Real; localization needs")]
    [InlineData(ImageLabel.Edited, null, "is labelled edited but has no mask")]
    public void A_record_without_a_label_or_mask_for_localization_is_refused_at_once(ImageLabel label, string? mask, string problem)
    {
        var error = Assert.Throws<ArgumentException>(
            () => new LocalizationDataset([new("/photos/a.jpg", label, "x") { MaskPath = mask }], Transform.Train(3)));
        Assert.StartsWith("/photos/a.jpg " + problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_of_another_size_is_named_with_its_image_also_through_the_loader()
    {
        var records = new[] { Record() with { MaskPath = folder.Put("other.png", ImageCodec.EncodePng(new RgbImage(5, 4))) } };
        var loader = new Loader(new LocalizationDataset(records, Transform.Evaluation(4)), 1, seed: 1, shuffle: false);
        var error = Assert.Throws<ImageFileException>(() => loader.Epoch(0).First());
        Assert.Contains(folder.File("other.png"), error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("image.png"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loader_gives_targets_of_the_shape_announced()
    {
        using var batch = new Loader(Dataset(Transform.Evaluation(8)), 2, seed: 1, shuffle: false).Epoch(0).Single();
        Assert.Equal([2, 3, 8, 8], batch.Inputs.shape);
        Assert.Equal([3 * 8 * 8, 1, 3 * 8, 3], batch.Inputs.stride()); // channels-last
        Assert.Equal([2, 1, 8, 8], batch.Targets.shape);
        Assert.Equal(torch.float32, batch.Targets.dtype);
    }

    private LocalizationDataset Dataset(TransformPipeline transform, MaskOptions? masks = null) =>
        new([Record(), Record() with { Label = ImageLabel.Authentic, MaskPath = null }], transform, masks, new ImageCache(1 << 20));

    private ImageRecord Record()
    {
        var mask = new RgbImage(6, 4);
        for (var i = 0; i < mask.Pixels.Length; i++)
        {
            mask.Pixels[i] = (byte)(i / 3 % 6 < 3 ? 255 : 0);
        }
        return new(folder.Put("image.png", ImageCodec.EncodePng(new RgbImage(6, 4))), ImageLabel.Edited, "studio")
        {
            MaskPath = folder.Put("mask.png", ImageCodec.EncodePng(mask)),
        };
    }
}

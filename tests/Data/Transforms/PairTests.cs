using CsCheck;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Transforms;

/// <summary>
/// Image and mask never part. The images are maps: their red and green levels say which column and row of the original a pixel shows,
/// whatever has been done since, so the mask can be held against the original's. Blue is full everywhere and 0 outside: where it fades,
/// an interpolation mixed in what lies outside, and the place cannot be told.
/// </summary>
public class PairTests
{
    private const int LevelsPerPixel = 4;

    private static readonly Gen<GeometricTransform> Flips = Gen.Double[0, 1]
        .Select(probability => (GeometricTransform)new HorizontalFlip(probability));

    private static readonly Gen<GeometricTransform> Crops = Gen.OneOf(
        Gen.Int[1, 70].Select(size => (GeometricTransform)new CentreCrop(size)),
        Gen.Select(Gen.Int[1, 70], Gen.Double[0, 1]).Select((size, ontoEdits) => (GeometricTransform)new RandomCrop(size, ontoEdits)));

    private static readonly Gen<GeometricTransform> Rotations = Gen.Double[0, 180]
        .Select(degrees => (GeometricTransform)new Rotation(degrees, Fill: 0));

    private static readonly Gen<GeometricTransform> Resizes =
        Gen.Select(Gen.Int[20, 70], Gen.Int[20, 70]).Select((width, height) => (GeometricTransform)new Resize(width, height));

    private static readonly Gen<PhotometricTransform> Degradations = Gen.OneOf(
        Gen.Double[0, 1].Select(deviation => (PhotometricTransform)new GaussianBlur(0.01, 0.01 + deviation / 2, 1)),
        Gen.Double[0, 1].Select(probability => (PhotometricTransform)new JpegReencode(99, 100, probability, ChromaSubsampling.Yuv444)),
        Gen.Double[0, 1].Select(probability => (PhotometricTransform)new ColourJitter(Hue: 0.5 * probability * 1e-4)));

    private static readonly Gen<Mask> Masks = Gen.Select(Gen.Int[16, 60], Gen.Int[16, 60], Gen.Int[0, 1_000_000]).Select(Blocks);

    [Fact]
    public void After_any_chain_of_flips_and_crops_every_mask_pixel_is_that_of_the_pixel_shown() =>
        Gen.Select(Masks, Gen.OneOf(Flips, Crops).Array[1, 6], Gen.Int[0, 1_000_000]).Sample(
            (mask, steps, seed) =>
            {
                var moved = Moved(mask, steps, seed);
                Assert.All(Shown(moved.Image).Zip(moved.Mask.Pixels), pixel => Assert.True(
                    pixel.Second == Mask.Ignored
                        || pixel.Second == mask.Pixels[mask.Width * (int)Math.Round(pixel.First.Y) + (int)Math.Round(pixel.First.X)]));
            },
            iter: 400);

    [Fact]
    public void After_any_chain_of_steps_image_and_mask_still_match() =>
        Gen.Select(Masks, Chains(6), Gen.Int[0, 1_000_000]).Sample(
            (mask, steps, seed) => Assert.InRange(Parted(mask, steps, seed), 0, 0),
            iter: 600);

    [Theory]
    [MemberData(nameof(Presets))]
    public void In_every_preset_image_and_mask_match(TransformPipeline preset) =>
        Gen.Select(Masks, Gen.Int[0, 1_000_000]).Sample(
            (mask, seed) => Assert.InRange(Parted(mask, [.. preset.Steps.Where(step => step is not ColourJitter)], seed), 0, 0), iter: 60);

    public static TheoryData<TransformPipeline> Presets =>
        [Transform.Train(32), Transform.Train(32, 0.5), Transform.Evaluation(32),
            Transform.PaperTrain(48), Transform.PaperLocalizationTrain(48), Transform.PaperEvaluation(48)];

    public static TheoryData<GeometricTransform> SizeKeeping => [new HorizontalFlip(1), new Rotation(30)];

    [Theory]
    [MemberData(nameof(SizeKeeping))]
    public void A_mask_that_stays_behind_is_found_out(GeometricTransform step)
    {
        var parted = Enumerable.Range(0, 40).Count(seed => Parted(Blocks(50, 40, seed), [new MaskStaysBehind(step)], seed) > 0);
        Assert.InRange(parted, 30, 40); // some masks are nearly symmetric, some angles nearly 0
    }

    [Fact]
    public void With_its_mask_an_image_is_drawn_as_without() =>
        Gen.Select(Masks, Chains(6), Gen.Int[0, 1_000_000]).Sample(
            (mask, steps, seed) =>
            {
                var pipeline = Pipeline([.. steps.Select(step => step is RandomCrop crop ? crop with { OntoEdits = 0 } : step)]);
                var image = Map(mask.Width, mask.Height);
                Assert.Equal(
                    pipeline.Apply(image, SeededRandom.For(seed)).Pixels, pipeline.Apply(image, mask, SeededRandom.For(seed)).Image.Pixels);
            },
            iter: 100);

    [Fact]
    public void Neither_image_nor_mask_is_written_to() =>
        Gen.Select(Masks, Chains(4), Gen.Int[0, 1_000_000]).Sample(
            (mask, steps, seed) =>
            {
                var (image, before) = (Map(mask.Width, mask.Height), mask.Pixels.ToArray());
                Pipeline(steps).Apply(image, mask, SeededRandom.For(seed));
                Assert.Equal(before, mask.Pixels);
                Assert.Equal(Map(mask.Width, mask.Height).Pixels, image.Pixels);
            },
            iter: 100);

    [Fact]
    public void Photometric_steps_leave_the_mask_itself()
    {
        var mask = Blocks(20, 20, 1);
        PhotometricTransform[] steps = [new GaussianBlur(1, 2, 1), new JpegReencode(Probability: 1),
            new WebpReencode(Probability: 1), new ColourJitter(0.5, 0.5, 0.5, 0.5)];
        Assert.All(steps, step => Assert.Same(mask, step.Apply(TransformFixture.Noise(20, 20), mask, SeededRandom.For(1)).Mask));
    }

    [Fact]
    public void An_image_and_a_mask_of_different_sizes_are_refused_at_the_start() =>
        Assert.Contains(
            "The mask has 4 × 5 pixels, the image 5 × 4",
            Assert.Throws<ArgumentException>(
                () => Transform.Train(3).Apply(new RgbImage(5, 4), Mask.Empty(4, 5), SeededRandom.For(1))).Message,
            StringComparison.Ordinal);

    private static Gen<TransformStep[]> Chains(int longest) =>
        Gen.OneOf(
            Flips.Select(step => (TransformStep)step), Crops.Select(step => (TransformStep)step),
            Rotations.Select(step => (TransformStep)step),
            Resizes.Select(step => (TransformStep)step), Degradations.Select(step => (TransformStep)step)).Array[1, longest];

    /// <summary>How many mask pixels say something that the original's mask says nowhere near the place shown.</summary>
    private static int Parted(Mask mask, TransformStep[] steps, int seed)
    {
        var (image, moved) = Moved(mask, steps, seed);
        var tolerance = Tolerance(mask, steps);
        var isInside = image.Pixels.Chunk(3).Select(pixel => pixel[2] >= 253);
        return Shown(image).Zip(moved.Pixels, isInside).Where(pixel => pixel.Third)
            .Count(pixel => pixel.Second != Mask.Ignored && !IsNear(mask, pixel.First, pixel.Second, tolerance));
    }

    private static bool IsNear(Mask mask, (double X, double Y) place, byte value, double tolerance)
    {
        for (var y = Math.Max(0, (int)(place.Y - tolerance)); y <= Math.Min(mask.Height - 1, place.Y + tolerance); y++)
        {
            for (var x = Math.Max(0, (int)(place.X - tolerance)); x <= Math.Min(mask.Width - 1, place.X + tolerance); x++)
            {
                if (mask.Pixels[mask.Width * y + x] == value)
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>Original pixels: what nearest neighbours, filters at borders and rounded levels can add up to.</summary>
    private static double Tolerance(Mask mask, TransformStep[] steps)
    {
        var (size, pixel, sum) = ((mask.Width, mask.Height), 1.0, 1.0);
        foreach (var step in steps)
        {
            if (step is Resize resize)
            {
                pixel *= Math.Max(1, Math.Max((double)size.Width / resize.Width, (double)size.Height / resize.Height));
            }
            size = step.OutputSize(size)!.Value;
            sum += step is HorizontalFlip or CentreCrop or RandomCrop ? 0 : pixel;
        }
        return sum;
    }

    private static (RgbImage Image, Mask Mask) Moved(Mask mask, TransformStep[] steps, int seed)
    {
        var moved = Pipeline(steps).Apply(Map(mask.Width, mask.Height), mask, SeededRandom.For(seed));
        Assert.Equal((moved.Image.Width, moved.Image.Height), (moved.Mask.Width, moved.Mask.Height));
        return moved;
    }

    private static TransformPipeline Pipeline(TransformStep[] steps) => new("Chain", steps, Normalization.None);

    private static RgbImage Map(int width, int height)
    {
        var map = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
        {
            (map.Pixels[3 * i], map.Pixels[3 * i + 1], map.Pixels[3 * i + 2]) =
                ((byte)(LevelsPerPixel * (i % width)), (byte)(LevelsPerPixel * (i / width)), 255);
        }
        return map;
    }

    private static IEnumerable<(double X, double Y)> Shown(RgbImage map) =>
        map.Pixels.Chunk(3).Select(pixel => ((double)pixel[0] / LevelsPerPixel, (double)pixel[1] / LevelsPerPixel));

    /// <summary>Rectangles that overlap, so that masks are neither empty nor alike left and right.</summary>
    private static Mask Blocks(int width, int height, int seed)
    {
        var (random, pixels) = (SeededRandom.For(seed), new byte[width * height]);
        for (var block = random.Next(1, 4); block > 0; block--)
        {
            var (left, top) = (random.Next(width), random.Next(height));
            var (right, bottom) = (random.Next(left, width), random.Next(top, height));
            for (var y = top; y <= bottom; y++)
            {
                pixels.AsSpan(width * y + left, right - left + 1).Fill(Mask.Edited);
            }
        }
        return new(width, height, pixels);
    }
}

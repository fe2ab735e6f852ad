using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// Preprocessing of images: a sequence of steps, then normalization. Immutable and thread-safe. To change a pipeline, write
/// <c>pipeline with { Steps = [new JpegReencode(), .. pipeline.Steps] }</c>.
/// </summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Steps">Applied in order.</param>
/// <param name="Normalization">Applied last.</param>
public sealed record TransformPipeline(string Name, IReadOnlyList<TransformStep> Steps, Normalization Normalization)
{
    /// <summary>Columns of every result.</summary>
    /// <exception cref="InvalidOperationException">No step makes all images the same size.</exception>
    public int OutputWidth => OutputSize.Width;

    /// <summary>Rows of every result.</summary>
    /// <exception cref="InvalidOperationException">No step makes all images the same size.</exception>
    public int OutputHeight => OutputSize.Height;

    private (int Width, int Height) OutputSize =>
        Steps.Aggregate(((int, int)?)null, (size, step) => step.OutputSize(size))
        ?? throw new InvalidOperationException(
            $"The transform \"{Name}\" does not give all images the same size, as a batch needs. Add CentreCrop, RandomCrop or Resize.");

    /// <summary>Applies the steps.</summary>
    /// <param name="image">Not written to; returned where no step changes anything.</param>
    /// <param name="random">The only source of randomness, for example SeededRandom.For(seed, epoch, index).</param>
    public RgbImage Apply(RgbImage image, SeededRandom random)
    {
        var current = image;
        foreach (var step in Steps)
        {
            var next = step.Apply(current, random);
            current.ReturnUnlessIn(image, next);
            current = next;
        }
        return current;
    }

    /// <summary>
    /// Applies the steps to an image and its mask. The image is the same as without a mask, unless a step depends on the mask, as
    /// <see cref="RandomCrop.OntoEdits"/> does.
    /// </summary>
    /// <param name="image">Not written to; returned where no step changes anything.</param>
    /// <param name="mask">Of the image's size; not written to.</param>
    /// <param name="random">The only source of randomness, for example SeededRandom.For(seed, epoch, index).</param>
    /// <returns>Image and mask of the same size; <see cref="Mask.Ignored"/> at pixels from outside the original image.</returns>
    /// <exception cref="ArgumentException">The mask has another size than the image.</exception>
    public (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        if ((image.Width, image.Height) != (mask.Width, mask.Height))
        {
            throw new ArgumentException(
                $"The mask has {mask.Width} × {mask.Height} pixels, the image {image.Width} × {image.Height}; the sizes must be equal.",
                nameof(mask));
        }
        var current = (Image: image, Mask: mask);
        foreach (var step in Steps)
        {
            var next = step.Apply(current.Image, current.Mask, random);
            current.Image.ReturnUnlessIn(image, next.Image);
            current = next;
        }
        return current;
    }

    /// <summary>
    /// This pipeline with the paper's bug: masks are cropped and resized, but not flipped or rotated. See <see cref="MaskStaysBehind"/>.
    /// </summary>
    internal TransformPipeline WithMasksLeftBehind() => this with
    {
        Name = $"{Name}, masks stay behind",
        Steps =
        [
            .. Steps.Select(step =>
                step is GeometricTransform moving && moving.OutputSize(null) is null ? new MaskStaysBehind(moving) : step),
        ],
    };

    /// <summary>Writes a transformed image as network input.</summary>
    /// <param name="image">The result of <see cref="Apply(RgbImage, SeededRandom)"/>.</param>
    /// <param name="destination">Filled with the normalised values: (H, W, 3) in row-major order, channels-last.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    internal void WriteNormalized(RgbImage image, Span<float> destination) => Normalization.Write(image, destination);

    /// <summary>All parameters in one line; it identifies runs in checkpoints and caches.</summary>
    public override string ToString() => string.Join(" → ", [Name, .. Steps, Normalization]);
}

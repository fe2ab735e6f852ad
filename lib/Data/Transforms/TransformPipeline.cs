using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// What happens to an image before a network sees it: steps in their order, then normalization. Holds no state; safe for many threads.
/// Change one with <c>pipeline with { Steps = [new JpegReencode(), .. pipeline.Steps] }</c>.
/// </summary>
/// <param name="Name">What it is called in print.</param>
/// <param name="Steps">Applied first to last.</param>
/// <param name="Normalization">From levels to network inputs.</param>
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
            $"The transform \"{Name}\" leaves images in their own sizes; add CentreCrop, RandomCrop or Resize, so that they fit into one batch.");

    /// <summary>Applies the steps.</summary>
    /// <param name="image">Never written to; returned itself where no step does anything.</param>
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
    /// Applies the steps to an image and its mask, which move together. The image is the same as without the mask, unless a step looks
    /// at the mask, as <see cref="RandomCrop.OntoEdits"/> does.
    /// </summary>
    /// <param name="image">Never written to; returned itself where no step does anything.</param>
    /// <param name="mask">Of the image's size; never written to.</param>
    /// <param name="random">The only source of randomness, for example SeededRandom.For(seed, epoch, index).</param>
    /// <returns>Image and mask of one size; <see cref="Mask.Ignored"/> where the image shows what lies outside the original.</returns>
    /// <exception cref="ArgumentException">The mask has another size than the image.</exception>
    public (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        if ((image.Width, image.Height) != (mask.Width, mask.Height))
        {
            throw new ArgumentException(
                $"The mask has {mask.Width} × {mask.Height} pixels, the image {image.Width} × {image.Height}; they must be of one size.", nameof(mask));
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
    /// This pipeline with the paper's fault: masks do not follow flips and rotations, only crops and resizing. See <see cref="MaskStaysBehind"/>.
    /// </summary>
    public TransformPipeline WithMasksLeftBehind() => this with
    {
        Name = $"{Name}, masks stay behind",
        Steps = [.. Steps.Select(step => step is GeometricTransform moving && moving.OutputSize(null) is null ? new MaskStaysBehind(moving) : step)],
    };

    /// <summary>Writes a transformed image as network input.</summary>
    /// <param name="image">The result of <see cref="Apply(RgbImage, SeededRandom)"/>.</param>
    /// <param name="destination">Filled with the normalised values: (H, W, 3) in row-major order, channels-last.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void WriteNormalized(RgbImage image, Span<float> destination) => Normalization.Write(image, destination);

    /// <summary>One line with every parameter, the same for the same pipeline: it identifies runs in checkpoints and caches.</summary>
    public override string ToString() => string.Join(" → ", [Name, .. Steps, Normalization]);
}

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
    public RgbImage Apply(RgbImage image, SeededRandom random) => Steps.Aggregate(image, (current, step) => step.Apply(current, random));

    /// <summary>Writes a transformed image as network input.</summary>
    /// <param name="image">What <see cref="Apply"/> returned.</param>
    /// <param name="destination">Filled: (3, H, W) float32 in row-major order, normalised.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void WriteNormalized(RgbImage image, Span<float> destination) => Normalization.Write(image, destination);

    /// <summary>One line with every parameter, the same for the same pipeline: it identifies runs in checkpoints and caches.</summary>
    public override string ToString() => string.Join(" → ", [Name, .. Steps, Normalization]);
}

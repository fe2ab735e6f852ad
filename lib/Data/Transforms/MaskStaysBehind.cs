using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// <b>A deliberate bug.</b> Applies a step to the image but not to its mask, so that the mask marks the wrong pixels. What appears to be
/// the paper's code does this with flips and rotations, in validation too. Use it only to replay the paper.
/// </summary>
internal sealed record MaskStaysBehind : TransformStep
{
    /// <summary>Wraps a step.</summary>
    /// <param name="step">A step that keeps the size of images.</param>
    /// <exception cref="ArgumentException">The step changes the size of images.</exception>
    public MaskStaysBehind(GeometricTransform step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.OutputSize(null) is not null)
        {
            throw new ArgumentException($"{step} changes the size of images; the mask must follow it.", nameof(step));
        }
        Step = step;
    }

    /// <summary>The step that is applied to the image alone.</summary>
    public GeometricTransform Step { get; }

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random) => Step.Apply(image, random);

    /// <inheritdoc/>
    public override (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random) => (Apply(image, random), mask);

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => input;
}

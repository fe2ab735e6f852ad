using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// <b>A fault, on purpose.</b> Applies a step to the image and not to its mask, so that the mask marks the wrong pixels. What appears to
/// be the paper's code did this with flips and rotations, in validation too; replaying the paper needs it, nothing else does.
/// </summary>
public sealed record MaskStaysBehind : TransformStep
{
    /// <summary>Leaves the mask out of a step.</summary>
    /// <param name="step">A step that keeps the size of images.</param>
    /// <exception cref="ArgumentException">The step changes the size: image and mask could not be compared at all.</exception>
    public MaskStaysBehind(GeometricTransform step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.OutputSize(null) is not null)
        {
            throw new ArgumentException($"{step} changes the size of images; without it, the mask would have another size than the image.", nameof(step));
        }
        Step = step;
    }

    /// <summary>The step that the mask does not follow.</summary>
    public GeometricTransform Step { get; }

    /// <inheritdoc/>
    public override RgbImage Apply(RgbImage image, SeededRandom random) => Step.Apply(image, random);

    /// <inheritdoc/>
    public override (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random) => (Apply(image, random), mask);

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => input;
}

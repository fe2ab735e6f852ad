using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>A step that changes pixel values without moving pixels; the mask stays the same.</summary>
public abstract record PhotometricTransform : TransformStep
{
    /// <inheritdoc/>
    public sealed override (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random) =>
        (Apply(image, random), mask);

    internal sealed override (int Width, int Height)? OutputSize((int Width, int Height)? input) => input;
}

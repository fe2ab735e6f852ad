using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>A step that changes values and moves nothing: a mask of the image stays as it is.</summary>
public abstract record PhotometricTransform : TransformStep
{
    /// <inheritdoc/>
    public sealed override (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random) => (Apply(image, random), mask);

    internal sealed override (int Width, int Height)? OutputSize((int Width, int Height)? input) => input;
}

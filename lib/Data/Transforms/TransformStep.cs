using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// A step of a <see cref="TransformPipeline"/>: a <see cref="GeometricTransform"/> moves pixels, and the mask with them; a
/// <see cref="PhotometricTransform"/> changes values only. Steps are immutable and thread-safe. As a record, a step prints every
/// parameter; that text is part of checkpoints and cache keys.
/// </summary>
public abstract record TransformStep
{
    private protected TransformStep()
    {
    }

    /// <summary>Transforms an image.</summary>
    /// <param name="image">Not written to, and not to be kept, since its memory is reused; returned where nothing changes.</param>
    /// <param name="random">The only source of randomness.</param>
    public abstract RgbImage Apply(RgbImage image, SeededRandom random);

    /// <summary>Transforms an image and its mask; the image is the same as without a mask, unless the step depends on the mask.</summary>
    /// <param name="image">Not written to, and not to be kept, since its memory is reused; returned where nothing changes.</param>
    /// <param name="mask">Of the image's size; not written to; returned where nothing changes.</param>
    /// <param name="random">The only source of randomness.</param>
    public abstract (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random);

    /// <summary>The size of the result for a size of the input; null where the result's size depends on an unknown input size.</summary>
    internal abstract (int Width, int Height)? OutputSize((int Width, int Height)? input);

    /// <summary>True for a step without randomness that gives all images one size.</summary>
    internal virtual bool IsFixed => false;
}

using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// One step of a <see cref="TransformPipeline"/>: either <see cref="GeometricTransform"/> (moves pixels; the mask moves with them) or
/// <see cref="PhotometricTransform"/> (changes values only; the mask stays). Steps hold parameters and no state: one instance may serve
/// many threads. Being a record, a step prints every parameter, and that text goes into checkpoints and cache keys.
/// </summary>
public abstract record TransformStep
{
    private protected TransformStep()
    {
    }

    /// <summary>The transformed image.</summary>
    /// <param name="image">Never written to nor kept, since its memory may be used again; returned itself where nothing is to be done.</param>
    /// <param name="random">The only source of randomness.</param>
    public abstract RgbImage Apply(RgbImage image, SeededRandom random);

    /// <summary>The transformed image with its mask; the same image as without the mask, unless the step looks at the mask.</summary>
    /// <param name="image">Never written to nor kept, since its memory may be used again; returned itself where nothing is to be done.</param>
    /// <param name="mask">Of the image's size; never written to; returned itself where it stays.</param>
    /// <param name="random">The only source of randomness.</param>
    public abstract (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random);

    /// <summary>The size of the result, given the size of the input; null where the input's size is unknown and decides.</summary>
    internal abstract (int Width, int Height)? OutputSize((int Width, int Height)? input);
}

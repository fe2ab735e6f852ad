using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// The first steps of a transform, as far as they are without randomness and give all images one size, as <see cref="Resize"/> does. Their
/// result is the same in every epoch, and usually much smaller than the image.
/// </summary>
internal sealed class FixedSteps
{
    private readonly TransformPipeline pipeline;
    private readonly string text;

    private FixedSteps(TransformPipeline pipeline) => (this.pipeline, text) = (pipeline, string.Join(" → ", pipeline.Steps));

    /// <summary>True where the transform begins with another step.</summary>
    public bool IsEmpty => pipeline.Steps.Count == 0;

    /// <summary>Splits a transform into its fixed steps and the others.</summary>
    public static (FixedSteps Fixed, TransformPipeline Others) Split(TransformPipeline whole)
    {
        var count = whole.Steps.TakeWhile(step => step.IsFixed).Count();
        return (new(whole with { Steps = [.. whole.Steps.Take(count)] }), whole with { Steps = [.. whole.Steps.Skip(count)] });
    }

    /// <summary>The result for an image, which is returned where nothing changes.</summary>
    public RgbImage Apply(RgbImage image) => pipeline.Apply(image, Unused);

    /// <summary>The result for an image and its mask, which are returned where nothing changes.</summary>
    public (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask) => pipeline.Apply(image, mask, Unused);

    /// <summary>All parameters; equal for equal steps.</summary>
    public override string ToString() => text;

    private static SeededRandom Unused => SeededRandom.For(0);
}

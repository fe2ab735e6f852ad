using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// What every <see cref="MaskProtocol"/> needs of a set of predicted masks, counted in one pass. Only images with edited pixels are kept.
/// </summary>
public sealed class ProtocolCounts
{
    // The lowest float above 0.5: score ≥ this is score > 0.5, as the code of others has it.
    private static readonly double AboveHalf = MathF.BitIncrement(0.5f);

    private ProtocolCounts(MaskHistograms histograms, IReadOnlyList<OfImage> images) => (Histograms, Images) = (histograms, images);

    /// <summary>Number of images with edited pixels.</summary>
    public int Count => Images.Count;

    /// <summary>The masks at every threshold.</summary>
    internal MaskHistograms Histograms { get; }

    /// <summary>In the order of the histograms.</summary>
    internal IReadOnlyList<OfImage> Images { get; }

    /// <summary>Counts masks.</summary>
    /// <param name="masks">At least one with edited pixels; enumerated once, so they may be computed lazily.</param>
    /// <param name="name">Name of the set in reports; null for the name of <see cref="PredictedMasks"/>, or <c>masks</c>.</param>
    /// <param name="steps">Steps between threshold 0 and 1, at most 65,536.</param>
    /// <exception cref="ArgumentException">
    /// No mask has edited pixels, or a score is not in [0, 1]; the message names the file.
    /// </exception>
    public static ProtocolCounts Of(IEnumerable<PredictedMask> masks, string? name = null, int steps = MaskHistograms.DefaultSteps)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var images = new List<OfImage>();
        IEnumerable<PredictedMask> Edited()
        {
            foreach (var mask in masks.Where(mask => mask.Truth.Pixels.Contains(Mask.Edited)))
            {
                var withoutRim = mask with { Truth = MaskRim.Ignored(mask.Truth) };
                images.Add(new(mask.CountsAt(AboveHalf), withoutRim.CountsAt(AboveHalf)));
                yield return mask;
            }
        }
        return new(MaskHistograms.Of(Edited(), name ?? (masks as PredictedMasks)?.Name, steps), images);
    }

    /// <summary>The images whose records satisfy a condition, in the same order; may be empty.</summary>
    /// <param name="keep">True for a record to keep.</param>
    /// <param name="name">Name of the subset; null keeps the name.</param>
    public ProtocolCounts Where(Func<ImageRecord, bool> keep, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return new(Histograms.Where(keep, name), [.. Images.Where((_, index) => keep(Histograms[index].Record))]);
    }

    /// <summary>The mean F1 and IoU under a protocol; NaN where there are no images.</summary>
    /// <param name="protocol">For example <see cref="MaskProtocol.TruFor"/>.</param>
    /// <exception cref="ArgumentException">The threshold of the protocol is not a multiple of 1/steps.</exception>
    public ProtocolValue Measure(MaskProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        if (Count == 0)
        {
            return new(protocol, double.NaN, double.NaN, 0);
        }
        ConfusionCounts[] counts = [.. protocol.Counts(this)];
        return new(protocol, counts.Average(image => image.F1), counts.Average(image => image.IoU), Count);
    }

    /// <summary>The counts of one image at score > 0.5.</summary>
    /// <param name="Plain">Of all its pixels that are not ignored.</param>
    /// <param name="WithoutRim">Of those outside the rim of the edit.</param>
    internal readonly record struct OfImage(ConfusionCounts Plain, ConfusionCounts WithoutRim);
}

/// <summary>The value of a set of masks under one protocol.</summary>
/// <param name="Protocol">What was counted.</param>
/// <param name="F1">The mean of the images' F1, in [0, 1].</param>
/// <param name="IoU">The mean of the images' IoU, in [0, 1], by which the task ranks.</param>
/// <param name="Images">Number of images with edited pixels.</param>
public sealed record ProtocolValue(MaskProtocol Protocol, double F1, double IoU, int Images)
{
    /// <summary>The protocol and both values.</summary>
    public override string ToString() =>
        $"{Protocol}: F1 {Metric.MaskF1.Format(F1)}, IoU {Metric.IoU.Format(IoU)}, {Images.Counted("image")}";
}

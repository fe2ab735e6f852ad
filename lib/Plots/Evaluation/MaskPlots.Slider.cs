using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class MaskPlots
{
    /// <summary>
    /// A few images with one slider for the mask threshold. The browser updates the images and the counts; no kernel needs to run.
    /// </summary>
    /// <param name="masks">Masks predicted for whole images; at least one.</param>
    /// <param name="threshold">The initial position of the slider.</param>
    /// <exception cref="ArgumentException">There are no masks, or one covers only a part of its image.</exception>
    public static MaskGrid Slider(IReadOnlyList<PredictedMask> masks, Threshold threshold)
    {
        _ = Counted(masks, threshold);
        // The slider says below it what the masks show at each threshold; a title with numbers would stay behind.
        return new("Move the mask threshold: the colours and the counts follow", MaskSlider.Html(masks, threshold.Value));
    }

    /// <summary>
    /// The same with a second slider, for what was done to the images before they were scored, for example their JPEG quality.
    /// </summary>
    /// <param name="variants">
    /// For each position of the second slider its name and the masks; the same images in the same order and size in each. The images are
    /// shown as they were before.
    /// </param>
    /// <param name="threshold">The initial position of the slider for the threshold.</param>
    /// <exception cref="ArgumentException">There are no masks, a mask has another size, or the variants differ in their images.</exception>
    public static MaskGrid Slider(IReadOnlyList<(string Name, IReadOnlyList<PredictedMask> Masks)> variants, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(variants);
        if (variants.Count == 0 || variants.Any(one => !one.Masks.Select(mask => mask.Record.Path)
            .SequenceEqual(variants[0].Masks.Select(mask => mask.Record.Path))))
        {
            throw new ArgumentException("Every variant needs masks of the same images, in the same order.", nameof(variants));
        }
        _ = Counted(variants[0].Masks, threshold);
        return new(
            "Move the mask threshold and the compression: the colours and the counts follow", MaskSlider.Html(variants, threshold.Value));
    }
}

using Telltale.Evaluation;

namespace Telltale.Plots;

public static partial class MaskPlots
{
    /// <summary>
    /// A few images under one slider over the mask threshold. Overlay and counts follow it in the browser, with no kernel running.
    /// </summary>
    /// <param name="masks">What was predicted for whole images; at least one.</param>
    /// <param name="threshold">Where the slider stands at first.</param>
    /// <exception cref="ArgumentException">There are no masks, or one is of a part of its image only.</exception>
    public static MaskFigure Slider(IReadOnlyList<PredictedMask> masks, Threshold threshold)
    {
        var counts = Counted(masks, threshold);
        return new($"{Title(masks, counts, threshold)}. Move the slider", MaskSlider.Html(masks, threshold.Value));
    }
}

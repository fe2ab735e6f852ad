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
}

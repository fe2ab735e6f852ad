using Telltale.Data;

namespace Telltale.Bias;

/// <summary>Where in an image a detector finds its evidence. Which evidence it is, a map does not say.</summary>
public sealed class AttributionMap
{
    internal AttributionMap(string method, NetworkView view, double score, float[] values) =>
        (Method, View, Score, Values) = (method, view, score, values);

    /// <summary>How it was made.</summary>
    public string Method { get; }

    /// <summary>The image's record.</summary>
    public ImageRecord Record => View.Record;

    /// <summary>The image as the network sees it, after the transform and before normalization.</summary>
    public RgbImage Image => View.Image;

    /// <summary>The detector's probability of synthetic, in [0, 1].</summary>
    public double Score { get; }

    /// <summary>height × width values of <see cref="Image"/>, row by row: how much a place speaks for synthetic, in a unit of the method's own.</summary>
    public ReadOnlyMemory<float> Values { get; }

    internal NetworkView View { get; }
}

using Telltale.Data;

namespace Telltale.Bias;

/// <summary>Which regions of an image raise a detector's score. It shows where the evidence is, not what it is.</summary>
public sealed class AttributionMap
{
    internal AttributionMap(string method, NetworkView view, double score, float[] values) =>
        (Method, View, Score, Values) = (method, view, score, values);

    /// <summary>Name of the method.</summary>
    public string Method { get; }

    /// <summary>The image's record.</summary>
    public ImageRecord Record => View.Record;

    /// <summary>The image after the transform, before normalization.</summary>
    public RgbImage Image => View.Image;

    /// <summary>The detector's probability of synthetic, in [0, 1].</summary>
    public double Score { get; }

    /// <summary>Height × width values in row-major order, higher = more evidence for synthetic; the unit depends on the method.</summary>
    public ReadOnlyMemory<float> Values { get; }

    internal NetworkView View { get; }
}

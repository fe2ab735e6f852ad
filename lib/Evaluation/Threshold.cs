namespace Telltale.Evaluation;

/// <summary>
/// The lowest score that is answered positive, and where it came from. The threshold carries the identity of the images
/// it was chosen on, so a report can tell by itself whether it is <see cref="ThresholdProvenance.Oracle"/> there.
/// </summary>
public sealed class Threshold
{
    private readonly SampleIdentity? origin;

    private Threshold(double value, string? criterion, SampleIdentity? origin)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentException("A threshold cannot be NaN.", nameof(value));
        }
        (Value, Criterion, this.origin) = (value, criterion, origin);
    }

    /// <summary>An item is answered positive where score ≥ value. Positive infinity answers nothing positive.</summary>
    public double Value { get; }

    /// <summary>What the threshold was chosen to maximise, for example <c>F1</c>; null where it is fixed.</summary>
    public string? Criterion { get; }

    /// <summary>The name of the set the threshold was chosen on; null where it is fixed.</summary>
    public string? ChosenOn => origin?.Name;

    /// <summary>A threshold set beforehand.</summary>
    /// <param name="value">The lowest score that is answered positive; not NaN.</param>
    /// <exception cref="ArgumentException">The value is NaN.</exception>
    public static Threshold Fixed(double value) => new(value, criterion: null, origin: null);

    /// <summary>A threshold chosen by a sweep.</summary>
    internal static Threshold Chosen(double value, string criterion, SampleIdentity origin) => new(value, criterion, origin);

    /// <summary>
    /// What the threshold is for a set it is reported on: oracle where the sweep that chose it saw any of these images,
    /// or another version of the same original (equal <c>SourceId</c>).
    /// </summary>
    /// <param name="predictions">The set reported on.</param>
    public ThresholdProvenance ProvenanceOn(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return ProvenanceOn(predictions.Identity);
    }

    /// <summary>The same for a set of masks.</summary>
    /// <param name="masks">The set reported on.</param>
    public ThresholdProvenance ProvenanceOn(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return ProvenanceOn(masks.Identity);
    }

    /// <summary>The threshold in one sentence for a report on a set.</summary>
    /// <param name="predictions">The set reported on.</param>
    public string DescribeOn(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return DescribeOn(predictions.Identity);
    }

    /// <summary>The same for a set of masks.</summary>
    /// <param name="masks">The set reported on.</param>
    public string DescribeOn(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return DescribeOn(masks.Identity);
    }

    /// <inheritdoc/>
    public override string ToString() => origin is null
        ? $"{Value:0.####} (fixed beforehand)"
        : $"{Value:0.####} (best {Criterion} on '{origin.Name}', {origin.Count:N0} items)";

    private ThresholdProvenance ProvenanceOn(SampleIdentity reported) =>
        origin is null ? ThresholdProvenance.Fixed
        : origin.SharedWith(reported) > 0 ? ThresholdProvenance.Oracle
        : ThresholdProvenance.Validation;

    private string DescribeOn(SampleIdentity reported) => ProvenanceOn(reported) switch
    {
        ThresholdProvenance.Fixed => ToString(),
        ThresholdProvenance.Validation => $"{this}; validation: no image of it is reported here",
        _ => $"{this}; ORACLE: that set shares {origin!.SharedWith(reported):N0} of the {reported.Count:N0} images reported here, " +
            "so figures at this threshold are upper bounds",
    };
}

using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// The lowest score predicted positive, and where it came from. A threshold remembers the images it was chosen on, so a report can
/// tell whether it is an <see cref="ThresholdProvenance.Oracle"/> there.
/// </summary>
/// <example>
/// <code>
/// var fixedAtHalf = Threshold.Fixed(0.5);
/// var chosen = ThresholdSweep.Of(Predictor.Score(model, validation)).Best(c => c.BalancedAccuracy);
/// Console.WriteLine(chosen.DescribeOn(predictions));
/// </code>
/// </example>
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

    /// <summary>An item is predicted positive where score ≥ value; +∞ predicts none positive.</summary>
    public double Value { get; }

    /// <summary>What the threshold was chosen to maximise, for example <c>F1</c>; null where it is fixed.</summary>
    public string? Criterion { get; }

    /// <summary>The name of the set the threshold was chosen on; null where it is fixed.</summary>
    public string? ChosenOn => origin?.Name;

    /// <summary>A threshold fixed in advance.</summary>
    /// <param name="value">The lowest score predicted positive; not NaN.</param>
    /// <exception cref="ArgumentException">The value is NaN.</exception>
    public static Threshold Fixed(double value) => new(value, criterion: null, origin: null);

    /// <summary>A threshold chosen by a sweep.</summary>
    internal static Threshold Chosen(double value, string criterion, SampleIdentity origin) => new(value, criterion, origin);

    /// <summary>
    /// How the threshold relates to a set it is reported on: oracle where it was chosen on any of these images or on another
    /// version of the same original (equal <c>SourceId</c>).
    /// </summary>
    /// <param name="predictions">The set that is reported.</param>
    internal ThresholdProvenance ProvenanceOn(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return ProvenanceOn(predictions.Identity);
    }

    /// <summary>The same for a set of masks.</summary>
    /// <param name="masks">The set that is reported.</param>
    internal ThresholdProvenance ProvenanceOn(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return ProvenanceOn(masks.Identity);
    }

    /// <summary>The threshold and its provenance in one sentence.</summary>
    /// <param name="predictions">The set that is reported.</param>
    public string DescribeOn(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return DescribeOn(predictions.Identity);
    }

    /// <summary>The same for a set of masks.</summary>
    /// <param name="masks">The set that is reported.</param>
    public string DescribeOn(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return DescribeOn(masks.Identity);
    }

    /// <inheritdoc/>
    public override string ToString() => origin is null
        ? $"{Value.Invariant("0.####")} (fixed in advance)"
        : $"{Value.Invariant("0.####")} (best {Criterion} on '{origin.Name}', {origin.Count.Invariant("N0")} items)";

    private ThresholdProvenance ProvenanceOn(SampleIdentity reported) =>
        origin is null ? ThresholdProvenance.Fixed
        : origin.SharedWith(reported) > 0 ? ThresholdProvenance.Oracle
        : ThresholdProvenance.Validation;

    private string DescribeOn(SampleIdentity reported) => ProvenanceOn(reported) switch
    {
        ThresholdProvenance.Fixed => ToString(),
        ThresholdProvenance.Validation => $"{this}; validation: none of its images is reported here",
        _ => $"{this}; ORACLE: that set shares {origin!.SharedWith(reported).Invariant("N0")} of the " +
            $"{reported.Count.Counted("image")} reported here, " +
            "so values at this threshold are upper bounds",
    };
}

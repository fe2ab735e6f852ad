using Telltale.Data.Transforms;

namespace Telltale.Bias;

/// <summary>A mean change of logits, in units of the logit, and its 95 % interval (bootstrap resampled by group).</summary>
/// <param name="Mean">The mean; above 0 towards synthetic.</param>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound.</param>
public readonly record struct MeanShift(double Mean, double Lower, double Upper)
{
    /// <summary>True if the interval excludes 0.</summary>
    public bool IsResolved => Lower > 0 || Upper < 0;

    /// <summary>For example "+0.52 [+0.40, +0.66]".</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Mean:+0.00;-0.00;0.00} [{Lower:+0.00;-0.00;0.00}, {Upper:+0.00;-0.00;0.00}]");
}

/// <summary>How one intervention moves the logits of each class.</summary>
/// <param name="Intervention">The transform, the same for both classes.</param>
/// <param name="Real">Mean shift of real images.</param>
/// <param name="Synthetic">Mean shift of synthetic images.</param>
/// <param name="Separation">The shift of synthetic minus that of real images: below 0 where the classes move toward each other.</param>
/// <param name="MinShift">The smallest shift that counts, in units of the logit.</param>
public sealed record InterventionShift(
    Intervention Intervention, MeanShift Real, MeanShift Synthetic, MeanShift Separation, double MinShift)
{
    /// <summary>
    /// A bias of transformation: both classes move the same way, so the detector reads the transformation itself as evidence for one class.
    /// </summary>
    public bool IsBias => Counts(Real) && Counts(Synthetic) && Math.Sign(Real.Mean) == Math.Sign(Synthetic.Mean);

    /// <summary>A lack of robustness: the classes move toward each other, so the transformation hides the evidence.</summary>
    public bool IsLackOfRobustness => Counts(Separation) && Separation.Mean < 0;

    /// <summary>True if both classes stay within the smallest shift that counts, with their whole intervals.</summary>
    public bool IsUnaffected => Within(Real) && Within(Synthetic);

    /// <summary>What was found, in a sentence with its numbers.</summary>
    public string Finding
    {
        get
        {
            var moved = $"{Intervention}: real images move by {Real}, synthetic ones by {Synthetic}";
            var evidence = Real.Mean > 0 ? "synthetic" : "real";
            return (IsBias, IsLackOfRobustness) switch
            {
                (true, true) => $"{moved}; the detector reads it as evidence for {evidence}, and the classes come closer (by {Separation})",
                (true, false) => $"{moved}; the detector reads it as evidence for {evidence}: a bias of transformation",
                (false, true) => $"{moved}; the classes come closer (by {Separation}): a lack of robustness",
                _ when IsUnaffected => $"{moved}; no effect",
                _ when MovesApart => $"{moved}; the classes move apart (by {Separation})",
                _ => $"{moved}; cannot tell",
            };
        }
    }

    /// <summary>The finding in a few words.</summary>
    internal string Kind => (IsBias, IsLackOfRobustness) switch
    {
        (true, true) => "bias, lack of robustness",
        (true, false) => "bias",
        (false, true) => "lack of robustness",
        _ => IsUnaffected ? "no effect" : MovesApart ? "classes move apart" : "cannot tell",
    };

    private bool MovesApart => Counts(Separation) && Separation.Mean > 0;

    private bool Counts(MeanShift shift) => shift.IsResolved && Math.Abs(shift.Mean) >= MinShift;

    private bool Within(MeanShift shift) => shift.Lower >= -MinShift && shift.Upper <= MinShift;
}

using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Training;

/// <summary>Options of <see cref="LastLayer.Retrain"/>.</summary>
public sealed record LastLayerOptions
{
    /// <summary>
    /// Whether weights for synthetic are at least 0, so that a feature can only be evidence of synthesis and never of a real image
    /// (Rajan and Lee: Stay-Positive, ICML 2025). Needs features that are at least 0, as after a ReLU.
    /// </summary>
    public bool NonNegative { get; init; }

    /// <summary>
    /// The group of an image; every group then has the same number of images (deep feature reweighting, DFR; Kirichenko, Izmailov and
    /// Wilson: Last Layer Re-Training is Sufficient for Robustness to Spurious Correlations, ICLR 2023). For example label and source.
    /// Null uses every image once.
    /// </summary>
    public Func<ImageRecord, string>? BalanceBy { get; init; }

    /// <summary>Random balanced subsets whose weights are averaged; 10 in the paper. Used with <see cref="BalanceBy"/> only.</summary>
    public int Subsets { get; init; } = 10;

    /// <summary>
    /// L1 penalty on the weights of standardised features, added to the mean log loss; at least 0. The paper's C is 1 / (penalty · images).
    /// </summary>
    public double Penalty { get; init; } = 0.01;

    /// <summary>Seed of the subsets.</summary>
    public long Seed { get; init; } = 17;

    internal void Validate()
    {
        if (!(Penalty >= 0) || Subsets < 1)
        {
            throw new ArgumentException($"The penalty must be at least 0 and subsets at least 1, not {Penalty.Invariant()} and {Subsets}.");
        }
    }
}

namespace Telltale.Data;

/// <summary>Shares of the three parts of a split, each above 0, with sum 1.</summary>
/// <param name="Train">For training models.</param>
/// <param name="Validation">For choosing epochs and thresholds.</param>
/// <param name="Test">For reporting results only.</param>
public sealed record SplitFractions(double Train = 0.6, double Validation = 0.2, double Test = 0.2)
{
    internal double[] Shares()
    {
        double[] shares = [Train, Validation, Test];
        return shares.All(share => share > 0) && Math.Abs(shares.Sum() - 1) < 1e-9
            ? shares
            : throw new ArgumentException(
                $"The shares of a split must be above 0 and sum to 1, not {string.Join(" + ", shares)}.", "fractions");
    }
}

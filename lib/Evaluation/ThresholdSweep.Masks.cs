using System.Text.RegularExpressions;

namespace Telltale.Evaluation;

/// <content>Sweeps over the pixels of masks.</content>
public sealed partial class ThresholdSweep
{
    /// <summary>Sweeps predicted masks, in one pass over their pixels.</summary>
    /// <param name="masks">At least one.</param>
    /// <param name="averaging">How each metric is averaged.</param>
    /// <exception cref="ArgumentException">There are no masks, or a score is not in [0, 1]; the message names the file.</exception>
    public static MaskSweep Of(IEnumerable<PredictedMask> masks, Averaging averaging) => Of(MaskHistograms.Of(masks), averaging);

    /// <summary>Sweeps masks whose histograms were made before.</summary>
    /// <param name="masks">The histograms.</param>
    /// <param name="averaging">How each metric is averaged.</param>
    public static MaskSweep Of(MaskHistograms masks, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(averaging);
        return new(masks, averaging);
    }

    /// <summary>
    /// The name of a criterion: <c>balanced accuracy</c> for <c>c => c.BalancedAccuracy</c>, <c>F1</c> for <c>c => c.F1</c>; any other
    /// text is unchanged.
    /// </summary>
    internal static string NameOf(string criterion) => MemberOfLambda().Replace(criterion, match => string.Join(
        ' ', WordStart().Split(match.Groups["member"].Value).Select(word => word.Length > 3 ? word.ToLowerInvariant() : word)));

    [GeneratedRegex("(?<=[a-z])(?=[A-Z][a-z])")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"^\s*(?<item>\w+)\s*=>\s*\k<item>\.(?<member>\w+)\s*$")]
    private static partial Regex MemberOfLambda();
}

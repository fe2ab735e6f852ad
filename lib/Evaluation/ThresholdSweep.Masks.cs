using System.Text.RegularExpressions;

namespace Telltale.Evaluation;

/// <content>Sweeps over the pixels of masks.</content>
public sealed partial class ThresholdSweep
{
    /// <summary>Sweeps over predicted masks, in one pass over their pixels.</summary>
    /// <param name="masks">At least one.</param>
    /// <param name="averaging">Over what each figure is averaged.</param>
    /// <exception cref="ArgumentException">There are no masks, or a score is not in [0, 1]; the message names the file.</exception>
    public static MaskSweep Of(IEnumerable<PredictedMask> masks, Averaging averaging) => Of(MaskHistograms.Of(masks), averaging);

    /// <summary>Sweeps over masks whose pixels were counted before.</summary>
    /// <param name="masks">The counted pixels.</param>
    /// <param name="averaging">Over what each figure is averaged.</param>
    public static MaskSweep Of(MaskHistograms masks, Averaging averaging)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(averaging);
        return new(masks, averaging);
    }

    /// <summary>What a criterion is called: <c>F1</c> for the text <c>c => c.F1</c>, any other text as it stands.</summary>
    internal static string NameOf(string criterion) => MemberOfLambda().Replace(criterion, "${member}");

    [GeneratedRegex(@"^\s*(?<item>\w+)\s*=>\s*\k<item>\.(?<member>\w+)\s*$")]
    private static partial Regex MemberOfLambda();
}

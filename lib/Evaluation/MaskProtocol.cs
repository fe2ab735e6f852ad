using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// A named convention for the F1 and IoU of masks. The same masks have different values under each, so a value without its protocol cannot
/// be compared. All are means over the images with edited pixels.
/// </summary>
/// <example><code>
/// var edited = new LocalizationDataset(LocalizationFolder.Read("/data/edited"), Transform.Evaluation(256));
/// var counts = ProtocolCounts.Of(Predictor.FullSizeMasks(model, edited), "test");
/// foreach (var protocol in MaskProtocol.All(threshold))
/// {
///     Console.WriteLine(counts.Measure(protocol));
/// }
/// </code></example>
public sealed class MaskProtocol
{
    private MaskProtocol(string name, string convention, Func<ProtocolCounts, IEnumerable<ConfusionCounts>> choose) =>
        (Name, Convention, Counts) = (name, convention, choose);

    /// <summary>F1 at 0.5 of every pixel (score > 0.5): the plain one of the code of TGIF (Mareen and others, WIFS 2024).</summary>
    public static MaskProtocol Plain { get; } = new(
        "plain, 0.5", "score > 0.5, every pixel", counts => counts.Images.Select(image => image.Plain));

    /// <summary>
    /// The larger F1 of the map and of its inverse at 0.5 (score > 0.5), the rim around the edit ignored: the protocol of TruFor
    /// (Guillaro and others, CVPR 2023), as in the copy of its code that TGIF uses. An image whose edit is all rim counts as 0.
    /// </summary>
    /// <remarks>It looks at the truth to choose between map and inverse, and so is an upper bound.</remarks>
    public static MaskProtocol TruFor { get; } = new(
        "TruFor, 0.5", "the larger F1 of map and inverse at score > 0.5; rim of the edit ignored (15 px inside, 11 px outside)",
        counts => counts.Images.Select(image => Larger(image.WithoutRim, Inverse(image.WithoutRim))))
    {
        IsOracle = true,
    };

    /// <summary>The best threshold for each image by itself: an oracle.</summary>
    public static MaskProtocol BestPerImage { get; } = new(
        "best per image (oracle)", "each image at the threshold with its highest F1; multiples of 1/steps",
        counts => counts.Histograms.Select(image => counts.Histograms.Grid.Every.Select(image.AtStep).Aggregate(Larger)))
    {
        IsOracle = true,
    };

    /// <summary>The one threshold with the highest mean F1 on these images: an oracle.</summary>
    public static MaskProtocol BestOverSet { get; } = new(
        "best over the set (oracle)", "the threshold with the highest mean F1 on these images; multiples of 1/steps",
        counts => counts.Histograms.CountsAt(counts.Histograms.Grid.Every.MaxBy(step =>
            counts.Histograms.CountsAt(step).Average(image => image.F1))))
    {
        IsOracle = true,
    };

    /// <summary>The name, as tables print it.</summary>
    public string Name { get; }

    /// <summary>What exactly is counted.</summary>
    public string Convention { get; }

    /// <summary>True where the truth of the reported images is used to choose: an upper bound and not a result.</summary>
    public bool IsOracle { get; private init; }

    internal Func<ProtocolCounts, IEnumerable<ConfusionCounts>> Counts { get; }

    /// <summary>A threshold for all images (score ≥ threshold), fixed or chosen on validation images.</summary>
    /// <param name="threshold">A multiple of 1/steps in [0, 1]. One chosen on the reported images is an oracle.</param>
    public static MaskProtocol At(Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        var name = threshold.ChosenOn is { } set ? $"threshold of '{set}'" : $"fixed at {threshold.Value.Invariant()}";
        return new(name, $"score ≥ {threshold}", counts => counts.Histograms.CountsAt(counts.Histograms.Grid.StepOf(threshold.Value)));
    }

    /// <summary>Every protocol, from those that a user could apply to those that need the truth.</summary>
    /// <param name="validation">A threshold chosen on validation images.</param>
    public static IReadOnlyList<MaskProtocol> All(Threshold validation) => [Plain, At(validation), TruFor, BestOverSet, BestPerImage];

    /// <summary>The name and the convention.</summary>
    public override string ToString() => $"{Name}: {Convention}";

    /// <summary>The counts of the inverted prediction.</summary>
    private static ConfusionCounts Inverse(ConfusionCounts counts) =>
        new(counts.FalseNegatives, counts.TrueNegatives, counts.FalsePositives, counts.TruePositives);

    private static ConfusionCounts Larger(ConfusionCounts one, ConfusionCounts other) => other.F1 > one.F1 ? other : one;
}

using System.Text;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Writes an audit as text.</summary>
internal static class ShortcutAuditText
{
    private const int DuplicatesShown = 5;

    public static string Verdict(ShortcutAudit audit)
    {
        string Named(FeatureVerdict verdict) => string.Join(", ", audit.Features.Where(feature => feature.Verdict == verdict)
            .OrderByDescending(feature => feature.Area).Select(feature => $"{feature.Feature} (AUC {TextTable.Figure(feature.Area)})"));
        var (shortcuts, suspects) = (Named(FeatureVerdict.Shortcut), Named(FeatureVerdict.SignalOrShortcut));
        var head = shortcuts.Length > 0 ? $"the container gives the class away by {shortcuts}"
            : audit.HasContainerShortcut ? $"the container gives the class away by its features together (AUC {TextTable.Figure(audit.Container.Area)})"
            : "no container shortcut found";
        var signal = suspects.Length > 0 ? $"; signal or shortcut: {suspects}" : "";
        return $"{head}{signal}; pairs of different originals that look the same: {audit.Duplicates.Count:N0}";
    }

    public static string Write(ShortcutAudit audit)
    {
        var text = new StringBuilder();
        text.AppendLine($"Shortcut audit of '{audit.Name}'{(audit.IsSimulated ? " (simulated)" : "")}: {audit.Real:N0} real and {audit.Synthetic:N0} synthetic images");
        text.AppendLine(audit.Verdict);
        text.AppendLine();
        TextTable.Append(text, [["feature", "AUC", "interval", "real", "synthetic", "verdict"], .. audit.Features.Select(Row),
            Row(audit.Container), Row(audit.Together)], left: [0, 3, 4, 5]);
        text.AppendLine();
        text.AppendLine(Explanation(audit));
        foreach (var feature in audit.Features.Where(feature => feature.Remedy is not null))
        {
            text.AppendLine($"{feature.Feature}: {feature.Remedy}");
        }
        foreach (var pair in audit.Duplicates.Take(DuplicatesShown))
        {
            text.AppendLine($"{pair.Distance} of {PerceptualHash.Bits} bits differ: {pair.First.Path} ({pair.First.Label}), {pair.Second.Path} ({pair.Second.Label})");
        }
        return text.ToString().TrimEnd();
    }

    public static string Explanation(ShortcutAudit audit) =>
        "AUC: of a histogram of the feature (all features: a logistic regression on their bins), learnt on other originals than those scored; 0.5 = chance, below it = noise. " +
        $"Telling: AUC ≥ {audit.Options.LeastArea} and an interval above 0.5, at {100 * (1 - audit.Options.FamilyError / audit.Features.Count):0.0} % for each of " +
        $"{audit.Features.Count} features (Bonferroni; {audit.Options.Resamples:N0} resamples, originals drawn whole).";

    private static string[] Row(FeatureAudit feature) =>
    [
        feature.Feature.Name, TextTable.Figure(feature.Area), TextTable.Interval(feature.Interval.Lower, feature.Interval.Upper),
        feature.Real, feature.Synthetic, feature.VerdictInWords,
    ];

    private static string[] Row(CombinedAudit combined) =>
        [combined.Name, TextTable.Figure(combined.Area), TextTable.Interval(combined.Interval.Lower, combined.Interval.Upper), "", "", ""];
}

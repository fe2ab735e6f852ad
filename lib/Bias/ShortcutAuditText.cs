using System.Globalization;
using System.Text;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Writes an audit as text.</summary>
internal static class ShortcutAuditText
{
    private const int DuplicatesShown = 5;

    public static string Verdict(ShortcutAudit audit)
    {
        string Named(FeatureVerdict verdict) => string.Join(", ", audit.Features.Where(feature => feature.Verdict == verdict)
            .OrderByDescending(feature => feature.Auc).Select(feature => $"{feature.Feature} (AUC {TextTable.Value(feature.Auc)})"));
        var (shortcuts, past, suspects) =
            (Named(FeatureVerdict.Shortcut), Named(FeatureVerdict.History), Named(FeatureVerdict.SignalOrShortcut));
        var head = shortcuts.Length > 0 ? $"the container reveals the class by {shortcuts}"
            : audit.HasContainerShortcut
                ? $"the container reveals the class by its features combined (AUC {TextTable.Value(audit.Container.Auc)})"
            : "no container shortcut found";
        var history = past.Length > 0 ? $"; the history reveals the class: {past}"
            : audit.HasHistoryShortcut
                ? $"; the history reveals the class by its features combined (AUC {TextTable.Value(audit.History.Auc)})"
            : "";
        var signal = suspects.Length > 0 ? $"; signal or shortcut: {suspects}" : "";
        return $"{head}{history}{signal}; pairs of different originals that look the same: {audit.Duplicates.Count.Invariant("N0")}";
    }

    public static string Write(ShortcutAudit audit)
    {
        var text = new StringBuilder();
        var simulated = audit.IsSimulated ? " (simulated)" : "";
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Shortcut audit of '{audit.Name}'{simulated}: {audit.Real:N0} {audit.Classes.Negative} and "
            + $"{audit.Synthetic.Counted($"{audit.Classes.Positive} image")}");
        text.AppendLine(audit.Verdict);
        text.AppendLine();
        TextTable.Append(
            text,
            [["feature", "AUC", "interval", audit.Classes.Negative, audit.Classes.Positive, "verdict"], .. audit.Features.Select(Row),
                .. audit.Combined.Select(Row)],
            left: [0, 3, 4, 5]);
        text.AppendLine();
        text.AppendLine(Explanation(audit));
        Section(text, "Remedies", audit.Features.Where(feature => feature.Remedy is not null)
            .Select(feature => $"{feature.Feature}: {feature.Remedy}"));
        Section(
            text, $"Different originals that look the same, pairs: {audit.Duplicates.Count.Invariant("N0")}, the most similar first",
            audit.Duplicates.Take(DuplicatesShown).Select(pair =>
                $"{pair.Distance} of {PerceptualHash.Bits} bits of a perceptual hash differ: {Named(pair.First)}, {Named(pair.Second)}"));
        if (audit.Duplicates.Count > 0)
        {
            text.AppendLine("  Where they show one original, say which belong together: TELLTALE_GROUP, or source_id in a manifest.");
        }
        return text.ToString().TrimEnd();
    }

    private static string Named(ImageRecord record) => $"{record.Path} ({record.Label.ToString().ToLowerInvariant()})";

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        foreach (var (index, line) in lines.Index())
        {
            text.Append(index == 0 ? $"\n{title}:\n" : "").Append("  ").AppendLine(line);
        }
    }

    // Empty where it was not measured.
    private static string Alignment(ShortcutAudit audit) => audit.HistoryAligned is not { } aligned ? "" :
        $"All history features combined have AUC {TextTable.Value(audit.History.Auc)}; after the alignment, measured on these images, " +
        $"{TextTable.Value(aligned.Auc)} {TextTable.Interval(aligned.Interval.Lower, aligned.Interval.Upper)}. ";

    public static string Explanation(ShortcutAudit audit) =>
        Alignment(audit) +
        "AUC of a histogram classifier (combined features: a logistic regression on their bins), cross-validated by original; " +
        "0.5 = chance, " +
        $"below it = noise. Reported: AUC ≥ {audit.Options.MinAuc.Invariant()} and an interval above 0.5 at level " +
        $"{(100 * (1 - audit.Options.FamilyWiseErrorRate / audit.Features.Count)).Invariant("0.0")} % " +
        $"for each of {audit.Features.Count} features " +
        $"(Bonferroni; {audit.Options.Resamples.Counted("bootstrap resample")} by original).";

    private static string[] Row(FeatureAudit feature) =>
    [
        feature.Feature.Name, TextTable.Value(feature.Auc), TextTable.Interval(feature.Interval.Lower, feature.Interval.Upper),
        feature.Real, feature.Synthetic, feature.VerdictText,
    ];

    private static string[] Row(CombinedAudit combined) =>
        [combined.Name, TextTable.Value(combined.Auc), TextTable.Interval(combined.Interval.Lower, combined.Interval.Upper), "", "", ""];
}

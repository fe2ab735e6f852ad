using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Finds out whether one class lost many more images than the other when a folder was read.</summary>
internal static class ClassLoss
{
    // A class with this much more of its images lost than the other, in shares of the class, and at least this many images.
    private const double Difference = 0.1;
    private const int Least = 2;

    private sealed record Class(ImageLabel Label, int Images, int Lost)
    {
        public double Share => Lost / (double)Images;

        public override string ToString() =>
            $"{Lost.Invariant("N0")} of {Images.Invariant("N0")} {Label.ToString().ToLowerInvariant()} images "
            + $"({(100 * Share).Invariant("0")} %)";
    }

    /// <summary>The warning; null for none.</summary>
    public static string? Of(Ledger ledger)
    {
        var classes = ledger.Where(file => file.Label is not null).GroupBy(file => file.Label!.Value)
            .Select(files => new Class(files.Key, files.Count(), files.Count(file => file.Use != FileUse.Used)))
            .OrderByDescending(group => group.Share).ToList();
        if (classes.Count < 2 || classes[0].Lost < Least || classes[0].Share - classes[^1].Share < Difference)
        {
            return null;
        }
        var reason = ledger.Where(file => file.Label == classes[0].Label && file.Use != FileUse.Used).CountBy(file => file.Reason)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).First();
        return $"{classes[0]} are not used, but {classes[^1]}. The classes may now differ in more than their label. " +
            $"Most frequent reason: {reason.Key} ({reason.Value.Invariant("N0")}).";
    }
}

using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Shares of the three parts of a split; they sum to 1.</summary>
/// <param name="Train">What models learn from.</param>
/// <param name="Validation">What chooses epochs and thresholds.</param>
/// <param name="Test">What results are reported on; it chooses nothing.</param>
public sealed record SplitFractions(double Train = 0.6, double Validation = 0.2, double Test = 0.2);

/// <summary>A collection in parts that share no group.</summary>
/// <param name="Train">What models learn from.</param>
/// <param name="Validation">What chooses epochs and thresholds.</param>
/// <param name="Test">What results are reported on, from the same sources as training.</param>
/// <param name="Unseen">
/// Images of the held-out sources. Where these have one class only (a camera takes no synthetic images), the other class is
/// that of <paramref name="Test"/>, so that every metric exists. Empty where no source is held out.
/// </param>
public sealed record CollectionSplit(ImageCollection Train, ImageCollection Validation, ImageCollection Test, ImageCollection Unseen)
{
    internal static CollectionSplit Of(ImageCollection collection, long seed, Func<ImageRecord, string> groupBy, SplitFractions fractions)
    {
        double[] shares = [fractions.Train, fractions.Validation, fractions.Test];
        if (shares.Any(share => share <= 0) || Math.Abs(shares.Sum() - 1) > 1e-9)
        {
            throw new ArgumentException($"The shares of a split are above 0 and sum to 1, not {string.Join(" + ", shares)}.", nameof(fractions));
        }
        var heldOut = collection.HeldOutSources.ToHashSet(StringComparer.Ordinal);
        var parts = Assign(collection.Where(record => !heldOut.Contains(record.Source)), seed, groupBy, shares);
        ImageCollection Part(int part, string name) => RequireBothClasses(collection.With($"{collection.Name}, {name}", parts[part]), parts);
        var test = Part(2, "test");
        return new(Part(0, "training"), Part(1, "validation"), test, UnseenOf(collection, heldOut, test));
    }

    /// <summary>Deals the groups of each stratum, in random order, to the part that lacks most of them.</summary>
    private static List<ImageRecord>[] Assign(ImageCollection collection, long seed, Func<ImageRecord, string> groupBy, double[] shares)
    {
        var parts = shares.Select(_ => new List<ImageRecord>()).ToArray();
        var strata = collection.GroupBy(groupBy)
            .Select(group => group.OrderBy(record => record.Path, StringComparer.Ordinal).ToArray())
            .OrderBy(group => groupBy(group[0]), StringComparer.Ordinal)
            .GroupBy(Stratum)
            .OrderBy(stratum => stratum.Key, StringComparer.Ordinal);
        foreach (var (number, stratum) in strata.Index())
        {
            var groups = stratum.ToArray();
            var (dealt, total) = (new double[shares.Length], 0.0);
            foreach (var index in SeededRandom.For(seed, number).Permutation(groups.Length))
            {
                total += groups[index].Length;
                var part = Enumerable.Range(0, shares.Length).MaxBy(candidate => shares[candidate] * total - dealt[candidate]);
                dealt[part] += groups[index].Length;
                parts[part].AddRange(groups[index]);
            }
        }
        return parts;
    }

    private static string Stratum(ImageRecord[] group) =>
        string.Join(" + ", group.Select(record => $"{record.Label} {record.Source}").Distinct().Order(StringComparer.Ordinal));

    private static ImageCollection RequireBothClasses(ImageCollection part, List<ImageRecord>[] parts)
    {
        if (part.Any(record => record.IsPositive) && part.Any(record => !record.IsPositive))
        {
            return part;
        }
        var sizes = string.Join(", ", parts.Select(records => $"{records.Count(record => !record.IsPositive)} + {records.Count(record => record.IsPositive)}"));
        throw new ArgumentException(
            $"'{part.Name}' would not have both classes (real + synthetic in training, validation, test: {sizes}). Images of one group stay together: more images, or more groups, are needed in each class.");
    }

    private static ImageCollection UnseenOf(ImageCollection collection, HashSet<string> heldOut, ImageCollection test)
    {
        var unseen = collection.Where(record => heldOut.Contains(record.Source)).ToList();
        var name = $"{collection.Name}, unseen {string.Join(" ", collection.HeldOutSources)}";
        if (unseen.Count > 0 && unseen.All(record => record.IsPositive == unseen[0].IsPositive))
        {
            unseen.AddRange(test.Where(record => record.IsPositive != unseen[0].IsPositive));
        }
        return collection.With(name, unseen);
    }
}

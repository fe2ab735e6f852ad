using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>The indices of an epoch for each kind of <see cref="Sampling"/>; depends on records, seed and epoch alone.</summary>
internal static class EpochOrder
{
    /// <summary>As many indices as there are records.</summary>
    public static int[] Of(IReadOnlyList<ImageRecord> records, Sampling sampling, long seed, int epoch)
    {
        var random = SeededRandom.For(seed, epoch);
        return sampling switch
        {
            Sampling.BalancedSources => Balanced(records, random),
            Sampling.Pairs => Paired(records, random),
            _ => random.Permutation(records.Count),
        };
    }

    /// <summary>How often each index occurred earlier in the epoch.</summary>
    public static IEnumerable<(int Index, int Repeat)> Numbered(IEnumerable<int> order)
    {
        var seen = new Dictionary<int, int>();
        foreach (var index in order)
        {
            seen[index] = seen.TryGetValue(index, out var repeat) ? repeat + 1 : 0;
            yield return (index, seen[index]);
        }
    }

    private static int[] Balanced(IReadOnlyList<ImageRecord> records, SeededRandom random)
    {
        var classes = Enumerable.Range(0, records.Count).GroupBy(index => records[index].IsPositive).OrderBy(of => of.Key).ToArray();
        var drawn = new List<int>(records.Count);
        foreach (var (indices, count) in classes.Zip(Shares(records.Count, classes.Length, random)))
        {
            var sources = indices.GroupBy(index => records[index].Source).OrderBy(source => source.Key, StringComparer.Ordinal).ToArray();
            foreach (var (source, share) in sources.Zip(Shares(count, sources.Length, random)))
            {
                drawn.AddRange(Repeated([.. source], share, random));
            }
        }
        return [.. random.Permutation(drawn.Count).Select(place => drawn[place])];
    }

    // The remainder goes to parts drawn at random, so that none has more over all epochs.
    private static int[] Shares(int total, int parts, SeededRandom random)
    {
        var shares = Enumerable.Repeat(total / parts, parts).ToArray();
        foreach (var part in random.Permutation(parts).Take(total % parts))
        {
            shares[part]++;
        }
        return shares;
    }

    // Without replacement, until every image was taken.
    private static IEnumerable<int> Repeated(int[] indices, int count, SeededRandom random)
    {
        for (var left = count; left > 0; left -= indices.Length)
        {
            foreach (var place in random.Permutation(indices.Length).Take(left))
            {
                yield return indices[place];
            }
        }
    }

    private static int[] Paired(IReadOnlyList<ImageRecord> records, SeededRandom random)
    {
        var (pairs, singles) = (new List<int[]>(), new List<int>());
        foreach (var group in Enumerable.Range(0, records.Count).GroupBy(index => records[index].SourceId, StringComparer.Ordinal))
        {
            var classes = group.OrderBy(index => records[index].Path, StringComparer.Ordinal).ToLookup(index => records[index].IsPositive);
            var couples = classes[false].Zip(classes[true], (real, synthetic) => new[] { real, synthetic }).ToArray();
            pairs.AddRange(couples);
            singles.AddRange(classes[false].Skip(couples.Length).Concat(classes[true].Skip(couples.Length)));
        }
        // Images without a partner are joined at random, so that no later pair is separated; an odd one comes last.
        var rest = random.Permutation(singles.Count).Select(place => singles[place]).Chunk(2).ToArray();
        pairs.AddRange(rest.Where(couple => couple.Length == 2));
        return
        [
            .. random.Permutation(pairs.Count).SelectMany(place => pairs[place]),
            .. rest.Where(couple => couple.Length == 1).SelectMany(couple => couple),
        ];
    }
}

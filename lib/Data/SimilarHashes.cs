namespace Telltale.Data;

/// <summary>Finds all pairs of hashes that differ in a few bits, without comparing every pair (<see cref="HashIndex"/>).</summary>
/// <remarks>
/// n hashes that are unlike take O(n) for a distance of up to 30; for a larger one every pair is compared. Where many are alike, such as
/// those of pictures of one colour, every pair of them is compared, and found: k equal images are k (k − 1) / 2 pairs.
/// </remarks>
internal static class SimilarHashes
{
    // Below, comparing every pair is faster than filling the index.
    private const int FewestIndexed = 5_000;

    /// <summary>The pairs.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <param name="distance">Bits of 256 that may differ.</param>
    /// <param name="counts">Whether two hashes, by their indices, are of interest; called from several threads for similar ones.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The indices of both, the lower one first, and the bits that differ; ordered by both indices.</returns>
    public static IReadOnlyList<(int First, int Second, int Distance)> Pairs(
        PerceptualHash[] hashes, int distance, Func<int, int, bool> counts, CancellationToken cancellation)
    {
        var rows = Array.ConvertAll(hashes, _ => new List<(int First, int Second, int Distance)>(0));
        var options = new ParallelOptions { CancellationToken = cancellation };
        if (hashes.Length < FewestIndexed || HashIndex.For(hashes, distance) is not { } index)
        {
            Parallel.For(0, hashes.Length, options, first =>
            {
                for (var second = first + 1; second < hashes.Length; second++)
                {
                    Compare(first, second, known: null);
                }
            });
        }
        else
        {
            for (var key = 0; key < index.Keys; key++)
            {
                index.Fill(key);
                Parallel.For(0, hashes.Length, options, first =>
                    index.ForEachSimilar(first, second => Compare(first, second, index)));
            }
        }
        return [.. rows.SelectMany(row => row.Order())];

        void Compare(int first, int second, HashIndex? known)
        {
            if (hashes[first].Distance(hashes[second]) is var bits && bits <= distance
                && known?.IsFirstTime(first, second) != false && counts(first, second))
            {
                rows[first].Add((first, second, bits));
            }
        }
    }
}

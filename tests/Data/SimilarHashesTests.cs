using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Data;

public class SimilarHashesTests
{
    // Enough for the index, which few hashes go without; some in clusters, and some equal.
    private static readonly PerceptualHash[] Hashes = Some(6_000);
    private static readonly IReadOnlyList<(int First, int Second, int Distance)> Near = Compared();

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(30)]
    [InlineData(40)]
    public void Every_pair_within_the_distance_is_found_once_as_by_comparing_all(int distance)
    {
        static bool Counts(int first, int second) => (first + second) % 3 != 0;
        var expected = Near.Where(pair => pair.Distance <= distance && Counts(pair.First, pair.Second));
        var found = SimilarHashes.Pairs(Hashes, distance, Counts, TestContext.Current.CancellationToken);
        Assert.True(found.Count > 100);
        Assert.Equal(expected, found);
    }

    private static List<(int First, int Second, int Distance)> Compared()
    {
        var near = new List<(int First, int Second, int Distance)>();
        for (var first = 0; first < Hashes.Length; first++)
        {
            for (var second = first + 1; second < Hashes.Length; second++)
            {
                if (Hashes[first].Distance(Hashes[second]) is var bits and <= 40)
                {
                    near.Add((first, second, bits));
                }
            }
        }
        return near;
    }

    private static PerceptualHash[] Some(int count)
    {
        var random = SeededRandom.For(17);
        var hashes = new PerceptualHash[count];
        for (var index = 0; index < count; index++)
        {
            // One in ten is an earlier hash with up to 45 bits changed.
            var words = index % 10 == 9 ? Words(hashes[random.Next(index)]) : [.. Enumerable.Range(0, 4).Select(_ => Word(random))];
            for (var changes = index % 10 == 9 ? random.Next(46) : 0; changes > 0; changes--)
            {
                var bit = random.Next(PerceptualHash.Bits);
                words[bit / 64] ^= 1UL << (bit % 64);
            }
            hashes[index] = new(words[0], words[1], words[2], words[3]);
        }
        Array.Fill(hashes, default, 100, 40);
        return hashes;
    }

    private static ulong[] Words(PerceptualHash hash) => [hash.First, hash.Second, hash.Third, hash.Fourth];

    private static ulong Word(SeededRandom random)
    {
        var bytes = new byte[8];
        random.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}

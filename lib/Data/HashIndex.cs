using System.Numerics;

namespace Telltale.Data;

/// <summary>
/// Finds candidates for similar hashes: the bits are dealt to so many keys that two hashes within the distance have a key in which at most
/// one bit differs, and are looked up by one key after the other (Norouzi, Punjani and Fleet, Fast Exact Search in Hamming Space with
/// Multi-Index Hashing, PAMI 2014). The bits of a key are spread over the image, since neighbours are rarely independent.
/// </summary>
internal sealed class HashIndex
{
    // The index has an entry for each value of a key: at most 64 MB. A short key has the same value in so many hashes that it saves little.
    private const int LongestKey = 24, ShortestKey = 16;

    // So many times more values of a key than hashes: few candidates, and an index that is filled as fast as it is used.
    private const int ValuesPerHash = 16;

    private readonly PerceptualHash[] hashes;
    private readonly int[] values;
    private readonly int[] items;
    private readonly int[] starts;
    private int filled;

    private HashIndex(PerceptualHash[] hashes, int keys)
    {
        (this.hashes, Keys) = (hashes, keys);
        (values, items, starts) = (new int[hashes.Length], new int[hashes.Length], new int[(1 << Length(0)) + 1]);
    }

    /// <summary>The number of keys.</summary>
    public int Keys { get; }

    /// <summary>An index; null where so many bits may differ that it would not help.</summary>
    public static HashIndex? For(PerceptualHash[] hashes, int distance)
    {
        var length = Math.Clamp(BitOperations.Log2((uint)hashes.Length * ValuesPerHash), ShortestKey, LongestKey);
        var keys = Math.Max(distance / 2 + 1, (PerceptualHash.Bits + length - 1) / length);
        return PerceptualHash.Bits / keys < ShortestKey ? null : new(hashes, keys);
    }

    /// <summary>Sorts the hashes by a key.</summary>
    public void Fill(int key)
    {
        filled = key;
        Parallel.For(0, hashes.Length, item => values[item] = Value(item, key));
        Array.Clear(starts);
        foreach (var value in values)
        {
            starts[value + 1]++;
        }
        for (var value = 1; value < starts.Length; value++)
        {
            starts[value] += starts[value - 1];
        }
        // From the end, so that each start moves down to where it belongs.
        for (var item = hashes.Length - 1; item >= 0; item--)
        {
            items[--starts[values[item] + 1]] = item;
        }
    }

    /// <summary>Calls with every later item that has the same value of the key, or one that differs in a bit.</summary>
    public void ForEachSimilar(int item, Action<int> found)
    {
        var value = values[item];
        ForEachLater(item, value, found);
        for (var bit = 0; bit < Length(filled); bit++)
        {
            ForEachLater(item, value ^ (1 << bit), found);
        }
    }

    /// <summary>True if no key before the present one has found the pair.</summary>
    public bool IsFirstTime(int first, int second)
    {
        for (var key = 0; key < filled; key++)
        {
            if (BitOperations.PopCount((uint)(Value(first, key) ^ Value(second, key))) <= 1)
            {
                return false;
            }
        }
        return true;
    }

    private void ForEachLater(int item, int value, Action<int> found)
    {
        // After the sort, the items of a value end where those of the next begin.
        var end = value + 2 < starts.Length ? starts[value + 2] : items.Length;
        for (var place = starts[value + 1]; place < end; place++)
        {
            if (items[place] > item)
            {
                found(items[place]);
            }
        }
    }

    private int Length(int key) => (PerceptualHash.Bits - key + Keys - 1) / Keys;

    private int Value(int item, int key)
    {
        var value = 0;
        for (var (bit, place) = (key, 0); bit < PerceptualHash.Bits; (bit, place) = (bit + Keys, place + 1))
        {
            value |= hashes[item][bit] ? 1 << place : 0;
        }
        return value;
    }
}

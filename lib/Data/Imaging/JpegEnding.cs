using System.Buffers.Binary;

namespace Telltale.Data;

/// <summary>
/// Tells whether a JPEG file without its end marker has all its pixels. The decoder reads on where a block is missing: what follows must
/// make no difference.
/// </summary>
internal static class JpegEnding
{
    private const int Coefficients = 64, StartOfScan = 0xDA, RestartInterval = 0xDD, FirstRestart = 0xD0, Restarts = 8;
    private const int PaddingLength = 256;

    // Every bit differs, and neither holds a marker.
    private static readonly byte[] Paddings = [0x55, 0xAA];

    /// <summary>
    /// The file with two different continuations, both with an end marker: where they decode to the same pixels, no block is missing.
    /// Null where whole scans are missing, which a decoder would not notice.
    /// </summary>
    /// <param name="content">A JPEG file without an end marker.</param>
    public static byte[][]? Continued(ReadOnlySpan<byte> content)
    {
        var (isComplete, restarts) = Scans(content);
        var kept = content.TrimEnd((byte)0xFF).ToArray(); // half of a marker
        return isComplete ? Array.ConvertAll(Paddings, padding => Continued(kept, padding, restarts)) : null;
    }

    // With restart markers, the decoder searches for the next one: the continuation has them too.
    private static byte[] Continued(byte[] kept, byte padding, int? restarts)
    {
        var rest = new List<byte>(kept);
        for (var i = 0; i < Restarts; i++)
        {
            rest.AddRange(Enumerable.Repeat(padding, PaddingLength));
            rest.AddRange(restarts is { } count ? [0xFF, (byte)(FirstRestart + (count + i) % Restarts)] : []);
        }
        return [.. rest, 0xFF, 0xD9];
    }

    /// <summary>
    /// Whether the scans give every bit of every coefficient (ITU-T T.81, G.1.1.1), and the restart markers of the last scan; null where
    /// the file has none.
    /// </summary>
    private static (bool IsComplete, int? Restarts) Scans(ReadOnlySpan<byte> content)
    {
        var missingBits = new Dictionary<byte, int[]>(); // by component, of each coefficient
        var (hasRestarts, restarts) = (false, 0);
        for (var rest = content[2..]; rest.IndexOf((byte)0xFF) is >= 0 and var found;)
        {
            rest = rest[found..].TrimStart((byte)0xFF);
            if (rest.IsEmpty)
            {
                break;
            }
            restarts += rest[0] is >= FirstRestart and < FirstRestart + Restarts ? 1 : 0;
            if (rest[0] is 0 or 1 or >= FirstRestart and < FirstRestart + Restarts)
            {
                rest = rest[1..];
                continue;
            }
            var length = rest.Length < 3 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            if (length < 2 || length >= rest.Length)
            {
                return (false, null);
            }
            var marker = rest[0];
            var payload = rest[3..(1 + length)];
            rest = rest[(1 + length)..];
            switch (marker)
            {
                case RestartInterval:
                    hasRestarts = payload.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(payload) > 0;
                    break;
                case StartOfScan:
                    restarts = 0;
                    ReadScan(payload, missingBits);
                    break;
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    ReadFrame(payload, missingBits);
                    break;
            }
        }
        return (missingBits.Count > 0 && missingBits.Values.All(bits => bits.All(bit => bit == 0)), hasRestarts ? restarts : null);
    }

    private static void ReadFrame(ReadOnlySpan<byte> payload, Dictionary<byte, int[]> missingBits)
    {
        for (var component = 6; component + 2 < payload.Length; component += 3)
        {
            missingBits[payload[component]] = [.. Enumerable.Repeat(int.MaxValue, Coefficients)];
        }
    }

    private static void ReadScan(ReadOnlySpan<byte> payload, Dictionary<byte, int[]> missingBits)
    {
        var count = payload.IsEmpty ? 0 : payload[0];
        if (payload.Length < 2 * count + 4)
        {
            return;
        }
        var (first, last) = (payload[2 * count + 1], Math.Min((int)payload[2 * count + 2], Coefficients - 1));
        var low = payload[2 * count + 3] & 15;
        for (var i = 0; i < count; i++)
        {
            for (var k = (int)first; missingBits.TryGetValue(payload[1 + 2 * i], out var bits) && k <= last; k++)
            {
                bits[k] = low;
            }
        }
    }
}

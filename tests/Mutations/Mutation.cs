using Telltale.Runtime;

namespace Telltale.Tests.Mutations;

/// <summary>Accidents to the bytes of a file, from a seed: bits that flip, blocks that are lost, repeated, swapped or zeroed.</summary>
internal static class Mutation
{
    private const int LongestBlock = 64;

    /// <summary>The bytes after one accident; never equal to the original.</summary>
    public static byte[] Of(byte[] original, long seed)
    {
        for (var attempt = 0; ; attempt++)
        {
            var mutated = Accident(original, SeededRandom.For(seed, attempt));
            if (!mutated.AsSpan().SequenceEqual(original))
            {
                return mutated;
            }
        }
    }

    private static byte[] Accident(byte[] bytes, SeededRandom random)
    {
        var at = random.Next(bytes.Length);
        var block = bytes.AsSpan(at, Math.Min(1 + random.Next(LongestBlock), bytes.Length - at)).ToArray();
        var (before, after) = (bytes[..at], bytes[(at + block.Length)..]);
        return random.Next(9) switch
        {
            0 or 1 => [.. before, (byte)(block[0] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
            2 => [.. before, (byte)random.Next(256), .. bytes[(at + 1)..]],
            3 => [.. before, .. after],
            4 => [.. before, .. block, .. block, .. after],
            5 => before,
            6 => [.. before, .. new byte[block.Length], .. after],
            7 => [.. before, .. block.Reverse(), .. after],
            _ => [.. before, .. block.Select(_ => (byte)random.Next(256)), .. after],
        };
    }
}

namespace Telltale.Data;

/// <summary>
/// Estimates the quality setting of JPEG quantization tables: the setting of libjpeg (tables of Annex K of ITU-T T.81, scaled by the
/// Independent JPEG Group's formula) with the nearest tables. Exact for files written with libjpeg; the nearest setting for encoders
/// with their own tables (Photoshop, many cameras).
/// </summary>
internal static class JpegQuality
{
    // ITU-T T.81, tables K.1 and K.2, row by row.
    private static readonly byte[] Luminance =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly byte[] Chrominance =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    private static readonly int[][] LuminanceTables = [.. Enumerable.Range(1, 100).Select(quality => Scale(Luminance, quality))];
    private static readonly int[][] ChrominanceTables = [.. Enumerable.Range(1, 100).Select(quality => Scale(Chrominance, quality))];

    /// <summary>libjpeg's table for a quality setting.</summary>
    /// <param name="quality">1 to 100.</param>
    /// <param name="forChrominance">True for the chrominance table, false for luminance.</param>
    /// <returns>64 divisors from 1 to 255, row by row (not in zigzag order).</returns>
    public static ReadOnlySpan<int> StandardTable(int quality, bool forChrominance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return (forChrominance ? ChrominanceTables : LuminanceTables)[quality - 1];
    }

    /// <summary>The setting, 1 to 100, whose standard tables differ least (sum of absolute differences) from the given ones.</summary>
    /// <param name="luminanceTable">64 divisors of the first component, row by row.</param>
    /// <param name="chrominanceTable">64 divisors of the second component, row by row; empty where it shares the first.</param>
    public static int Estimate(ReadOnlySpan<int> luminanceTable, ReadOnlySpan<int> chrominanceTable = default)
    {
        var (best, least) = (0, int.MaxValue);
        for (var quality = 1; quality <= 100; quality++)
        {
            var distance =
                Distance(luminanceTable, LuminanceTables[quality - 1]) + Distance(chrominanceTable, ChrominanceTables[quality - 1]);
            (best, least) = distance < least ? (quality, distance) : (best, least);
        }
        return best;
    }

    private static int[] Scale(byte[] table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return Array.ConvertAll(table, value => Math.Clamp((value * percent + 50) / 100, 1, 255));
    }

    private static int Distance(ReadOnlySpan<int> table, int[] standard)
    {
        var sum = 0;
        for (var i = 0; i < table.Length; i++)
        {
            sum += Math.Abs(table[i] - standard[i]);
        }
        return sum;
    }
}

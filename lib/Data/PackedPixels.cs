using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telltale.Data;

/// <summary>Between three bytes per pixel (RGB, what the kit keeps) and four (RGBA, what the codec library speaks).</summary>
internal static class PackedPixels
{
    private static readonly Vector128<byte> dropFourth = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15);
    private static readonly Vector128<byte> spreadThree = Vector128.Create((byte)0, 1, 2, 15, 3, 4, 5, 15, 6, 7, 8, 15, 9, 10, 11, 15);
    private static readonly Vector128<byte> opaque = Vector128.Create(0xFF000000u).AsByte();

    /// <summary>Drops the fourth byte of every pixel.</summary>
    /// <param name="rgba">4 × n bytes.</param>
    /// <param name="rgb">3 × n bytes.</param>
    public static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        ref var from = ref MemoryMarshal.GetReference(rgba);
        ref var to = ref MemoryMarshal.GetReference(rgb);
        var pixel = 0;
        // Each step writes 16 bytes of which 12 count; the last pixels, where 16 would not fit, go one by one.
        for (; 3 * pixel + 16 <= rgb.Length; pixel += 4)
        {
            var four = Vector128.LoadUnsafe(ref from, (nuint)(4 * pixel));
            Vector128.Shuffle(four, dropFourth).StoreUnsafe(ref to, (nuint)(3 * pixel));
        }
        for (; 3 * pixel < rgb.Length; pixel++)
        {
            rgba.Slice(4 * pixel, 3).CopyTo(rgb[(3 * pixel)..]);
        }
    }

    /// <summary>Gives every pixel a fourth byte of 255.</summary>
    /// <param name="rgb">3 × n bytes.</param>
    /// <param name="rgba">4 × n bytes.</param>
    public static void AddAlpha(ReadOnlySpan<byte> rgb, Span<byte> rgba)
    {
        ref var from = ref MemoryMarshal.GetReference(rgb);
        ref var to = ref MemoryMarshal.GetReference(rgba);
        var pixel = 0;
        for (; 3 * pixel + 16 <= rgb.Length; pixel += 4)
        {
            var four = Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)(3 * pixel)), spreadThree);
            (four | opaque).StoreUnsafe(ref to, (nuint)(4 * pixel));
        }
        for (; 3 * pixel < rgb.Length; pixel++)
        {
            rgb.Slice(3 * pixel, 3).CopyTo(rgba[(4 * pixel)..]);
            rgba[4 * pixel + 3] = 255;
        }
    }

    /// <summary>True where the fourth byte of every pixel is 255.</summary>
    /// <param name="rgba">4 × n bytes.</param>
    public static bool AreOpaque(ReadOnlySpan<byte> rgba)
    {
        var conjunction = uint.MaxValue;
        foreach (var pixel in MemoryMarshal.Cast<byte, uint>(rgba))
        {
            conjunction &= pixel | 0x00FFFFFF;
        }
        return conjunction == uint.MaxValue;
    }

    /// <summary>Lays pixels with straight (not premultiplied) alpha over white, rounded to nearest.</summary>
    /// <param name="rgba">4 × n bytes.</param>
    /// <param name="rgb">3 × n bytes.</param>
    public static void OverWhite(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (int source = 0, target = 0; target < rgb.Length; source += 4, target += 3)
        {
            int alpha = rgba[source + 3];
            rgb[target] = Blend(rgba[source], alpha);
            rgb[target + 1] = Blend(rgba[source + 1], alpha);
            rgb[target + 2] = Blend(rgba[source + 2], alpha);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Blend(int value, int alpha) => (byte)((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telltale.Data;

/// <summary>
/// Converts between three bytes per pixel (RGB, used here) and four (RGBA, used by the codec), and between pixels and planes.
/// </summary>
internal static class PackedPixels
{
    // Properties, not fields: the JIT then sees constants and emits a single shuffle.
    private static Vector128<byte> DropFourth => Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15);
    private static Vector128<byte> SpreadThree => Vector128.Create((byte)0, 1, 2, 15, 3, 4, 5, 15, 6, 7, 8, 15, 9, 10, 11, 15);
    private static Vector128<byte> ReverseFive => Vector128.Create((byte)13, 14, 15, 10, 11, 12, 7, 8, 9, 4, 5, 6, 1, 2, 3, 0);
    private static Vector128<byte> GatherChannels => Vector128.Create((byte)0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 15, 15, 15, 15);
    private static Vector128<byte> SpreadChannels => Vector128.Create((byte)0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11, 15, 15, 15, 15);
    private static Vector128<byte> Opaque => Vector128.Create(0xFF000000u).AsByte();

    /// <summary>Drops the fourth byte of every pixel.</summary>
    /// <param name="rgba">4 × n bytes.</param>
    /// <param name="rgb">3 × n bytes.</param>
    public static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        ref var from = ref MemoryMarshal.GetReference(rgba);
        ref var to = ref MemoryMarshal.GetReference(rgb);
        var pixel = 0;
        // Each step writes 16 bytes, of which 12 count; the last pixels, where 16 would not fit, are copied one by one.
        for (; 3 * pixel + 16 <= rgb.Length; pixel += 4)
        {
            var four = Vector128.LoadUnsafe(ref from, (nuint)(4 * pixel));
            Vector128.Shuffle(four, DropFourth).StoreUnsafe(ref to, (nuint)(3 * pixel));
        }
        for (; 3 * pixel < rgb.Length; pixel++)
        {
            rgba.Slice(4 * pixel, 3).CopyTo(rgb[(3 * pixel)..]);
        }
    }

    /// <summary>Adds a fourth byte of 255 to every pixel.</summary>
    /// <param name="rgb">3 × n bytes.</param>
    /// <param name="rgba">4 × n bytes.</param>
    public static void AddAlpha(ReadOnlySpan<byte> rgb, Span<byte> rgba)
    {
        ref var from = ref MemoryMarshal.GetReference(rgb);
        ref var to = ref MemoryMarshal.GetReference(rgba);
        var pixel = 0;
        for (; 3 * pixel + 16 <= rgb.Length; pixel += 4)
        {
            var four = Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)(3 * pixel)), SpreadThree);
            (four | Opaque).StoreUnsafe(ref to, (nuint)(4 * pixel));
        }
        for (; 3 * pixel < rgb.Length; pixel++)
        {
            rgb.Slice(3 * pixel, 3).CopyTo(rgba[(4 * pixel)..]);
            rgba[4 * pixel + 3] = 255;
        }
    }

    /// <summary>Reverses the order of the pixels.</summary>
    /// <param name="rgb">3 × n bytes.</param>
    /// <param name="reversed">3 × n bytes.</param>
    public static void Reverse(ReadOnlySpan<byte> rgb, Span<byte> reversed)
    {
        ref var from = ref MemoryMarshal.GetReference(rgb);
        ref var to = ref MemoryMarshal.GetReference(reversed);
        var written = 0;
        // Five pixels at once; the sixteenth byte belongs to another pixel and is overwritten by the next step.
        for (; written + 16 <= rgb.Length; written += 15)
        {
            var last = Vector128.LoadUnsafe(ref from, (nuint)(rgb.Length - written - 16));
            Vector128.Shuffle(last, ReverseFive).StoreUnsafe(ref to, (nuint)written);
        }
        for (; written < rgb.Length; written += 3)
        {
            rgb.Slice(rgb.Length - written - 3, 3).CopyTo(reversed[written..]);
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

    /// <summary>Composites pixels with straight (not premultiplied) alpha over white, rounded to nearest.</summary>
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

    /// <summary>Splits pixels into channels.</summary>
    /// <param name="rgb">3 × n bytes.</param>
    /// <param name="red">n levels, 0 to 255; likewise the others.</param>
    /// <param name="green">n levels.</param>
    /// <param name="blue">n levels.</param>
    public static void ToPlanes(ReadOnlySpan<byte> rgb, Span<float> red, Span<float> green, Span<float> blue)
    {
        ref var from = ref MemoryMarshal.GetReference(rgb);
        var pixel = 0;
        for (; 3 * pixel + 16 <= rgb.Length; pixel += 4)
        {
            var channels = Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)(3 * pixel)), GatherChannels);
            var (redAndGreen, others) = Vector128.Widen(channels);
            Levels(Vector128.WidenLower(redAndGreen)).CopyTo(red[pixel..]);
            Levels(Vector128.WidenUpper(redAndGreen)).CopyTo(green[pixel..]);
            Levels(Vector128.WidenLower(others)).CopyTo(blue[pixel..]);
        }
        for (; 3 * pixel < rgb.Length; pixel++)
        {
            (red[pixel], green[pixel], blue[pixel]) = (rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2]);
        }

        static Vector128<float> Levels(Vector128<uint> levels) => Vector128.ConvertToSingle(levels.AsInt32());
    }

    /// <summary>Joins channels into pixels, rounded to nearest.</summary>
    /// <param name="red">n levels, 0 to 255; likewise the others.</param>
    /// <param name="green">n levels.</param>
    /// <param name="blue">n levels.</param>
    /// <param name="rgb">3 × n bytes.</param>
    public static void FromPlanes(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<byte> rgb)
    {
        ref var to = ref MemoryMarshal.GetReference(rgb);
        var pixel = 0;
        for (; 3 * pixel + 16 <= rgb.Length; pixel += 4)
        {
            var redAndGreen = Vector128.Narrow(Rounded(red[pixel..]), Rounded(green[pixel..]));
            var channels = Vector128.Narrow(redAndGreen, Vector128.Narrow(Rounded(blue[pixel..]), Vector128<uint>.Zero));
            Vector128.Shuffle(channels, SpreadChannels).StoreUnsafe(ref to, (nuint)(3 * pixel));
        }
        for (; 3 * pixel < rgb.Length; pixel++)
        {
            (rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2]) =
                ((byte)(red[pixel] + 0.5f), (byte)(green[pixel] + 0.5f), (byte)(blue[pixel] + 0.5f));
        }

        static Vector128<uint> Rounded(ReadOnlySpan<float> levels) =>
            Vector128.ConvertToInt32(Vector128.Create(levels) + Vector128.Create(0.5f)).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Blend(int value, int alpha) => (byte)((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

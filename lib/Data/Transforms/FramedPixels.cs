using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Telltale.Data.Transforms;

/// <summary>
/// An image padded by its border pixels, one on each side, with four bytes per pixel, so that bilinear interpolation finds four
/// neighbours everywhere. Returns its memory to the pool when disposed.
/// </summary>
internal readonly ref struct FramedPixels
{
    private readonly int stride;
    private readonly uint[] pixels;

    /// <summary>Copies an image.</summary>
    public FramedPixels(RgbImage image)
    {
        var (width, height) = (image.Width, image.Height);
        stride = width + 2;
        pixels = ArrayPool<uint>.Shared.Rent(stride * (height + 2));
        for (var row = -1; row <= height; row++)
        {
            var from = image.Pixels.AsSpan(3 * width * Math.Clamp(row, 0, height - 1), 3 * width);
            var to = pixels.AsSpan(stride * (row + 1), stride);
            PackedPixels.AddAlpha(from, MemoryMarshal.AsBytes(to.Slice(1, width)));
            (to[0], to[^1]) = (to[1], to[^2]);
        }
    }

    /// <summary>The interpolated colour at a position, first along rows, then along columns, rounded to nearest.</summary>
    /// <param name="place">(x, y), inside the image; the first pixel's centre is (0.5, 0.5).</param>
    /// <returns>Red, green and blue in the three lower bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Interpolate(Vector128<double> place)
    {
        var fromCentre = place - Vector128.Create(0.5);
        var corner = Vector128.Floor(fromCentre);
        var share = fromCentre - corner;
        var (right, down) = ((float)share[0], (float)share[1]);
        ref var upper = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(pixels), stride * ((int)corner[1] + 1) + (int)corner[0] + 1);
        ref var lower = ref Unsafe.Add(ref upper, stride);
        var left = Levels(upper, lower);
        var mixed = left + (Levels(Unsafe.Add(ref upper, 1), Unsafe.Add(ref lower, 1)) - left) * right;
        var above = mixed.GetLower();
        var level = Vector128.ConvertToInt32(above + (mixed.GetUpper() - above) * down + Vector128.Create(0.5f));
        return Vector128.Narrow(Vector128.Narrow(level, level).AsUInt16(), Vector128<ushort>.Zero).AsUInt32()[0];
    }

    /// <summary>Returns the memory to its pool.</summary>
    public void Dispose() => ArrayPool<uint>.Shared.Return(pixels);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Levels(uint first, uint second)
    {
        var bytes = Vector256.Create(first, second, 0, 0, 0, 0, 0, 0).AsByte();
        return Vector256.ConvertToSingle(Vector256.WidenLower(Vector256.WidenLower(bytes)).AsInt32());
    }
}

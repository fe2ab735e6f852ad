using System.Runtime.InteropServices;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>The tiles of 4×4 pixels that maps side by side are cut into; those at the right and lower border may reach beyond it.</summary>
internal sealed unsafe class WinogradTiles
{
    private const int Side = 4;

    private readonly PixelRows[] parts; // of a pixel's channels
    private readonly int height, width, columns, tilesOfImage;

    /// <summary>Those of maps.</summary>
    /// <param name="maps">Each (N, H, W, C) float32, contiguous, its C a multiple of 16; valid as long as they are.</param>
    /// <exception cref="ArgumentException">They are something else.</exception>
    public WinogradTiles(params IReadOnlyList<Tensor> maps)
    {
        var sizes = maps[0].Sizes();
        foreach (var map in maps)
        {
            if (map.dtype != ScalarType.Float32 || map.size(3) % MatrixKernel.Columns != 0 || !map.Sizes().AsSpan(0, 3).SequenceEqual(sizes.AsSpan(0, 3)))
            {
                throw new ArgumentException(
                    $"Tiles are of float32 maps of one size, each with a multiple of {MatrixKernel.Columns} channels, not of {string.Join(", ", maps)}.", nameof(maps));
            }
        }
        parts = [.. maps.Select(PixelRows.Of)];
        Channels = parts.Sum(part => part.Channels);
        (height, width) = ((int)sizes[1], (int)sizes[2]);
        columns = (width + Side - 1) / Side;
        tilesOfImage = (height + Side - 1) / Side * columns;
        Count = (int)sizes[0] * tilesOfImage;
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Of all maps together; a multiple of 16.</summary>
    public int Channels { get; }

    /// <summary>Transforms some tiles, with the pixels around them where the transform reads more than a tile; zeros beyond the border.</summary>
    public void Read<T>(int first, int count, WinogradPlanes planes, int row) where T : struct, IWinogradTransform
    {
        var beyond = (float*)NativeMemory.AllocZeroed((nuint)Channels, sizeof(float));
        var source = stackalloc float*[WinogradPlanes.Count];
        var target = stackalloc float*[WinogradPlanes.Count];
        for (var tile = 0; tile < count; tile++)
        {
            var channel = 0;
            foreach (var part in parts)
            {
                Places(part, first + tile, T.Inputs, source, beyond);
                planes.Places(row + tile, channel, target);
                WinogradTransforms.Apply<T>(source, target, part.Channels);
                channel += part.Channels;
            }
        }
        NativeMemory.Free(beyond);
    }

    /// <summary>Writes some tiles from what their products gave.</summary>
    public void Write(int first, int count, WinogradPlanes planes)
    {
        var beyond = (float*)NativeMemory.Alloc((nuint)Channels, sizeof(float));
        var source = stackalloc float*[WinogradPlanes.Count];
        var target = stackalloc float*[WinogradPlanes.Count];
        for (var tile = 0; tile < count; tile++)
        {
            var channel = 0;
            foreach (var part in parts)
            {
                planes.Places(tile, channel, source);
                Places(part, first + tile, Side, target, beyond);
                WinogradTransforms.Apply<WinogradTransforms.OfProducts>(source, target, part.Channels);
                channel += part.Channels;
            }
        }
        NativeMemory.Free(beyond);
    }

    // The pixels of a square whose middle is the tile.
    private void Places(PixelRows pixels, int tile, int side, float** places, float* beyond)
    {
        var (image, inImage) = Math.DivRem(tile, tilesOfImage);
        var (down, right) = Math.DivRem(inImage, columns);
        var margin = (side - Side) / 2;
        for (var i = 0; i < side; i++)
        {
            for (var j = 0; j < side; j++)
            {
                var (y, x) = (Side * down + i - margin, Side * right + j - margin);
                places[side * i + j] = (uint)y < (uint)height && (uint)x < (uint)width ? (float*)pixels[((long)image * height + y) * width + x] : beyond;
            }
        }
    }
}

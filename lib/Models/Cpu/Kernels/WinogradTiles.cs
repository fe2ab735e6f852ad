using System.Runtime.InteropServices;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>The 4×4 tiles of feature maps, concatenated along the channels; tiles at the right and bottom may exceed the maps.</summary>
internal sealed unsafe class WinogradTiles
{
    private const int Side = 4;

    private readonly PixelRows[] parts; // of the channels
    private readonly int height, width, columns, tilesOfImage;

    /// <summary>Creates the tiles of feature maps.</summary>
    /// <param name="maps">Each (N, H, W, C_i) float32, contiguous, C_i a multiple of 16. They must outlive the tiles.</param>
    /// <exception cref="ArgumentException">The maps have another dtype, layout or number of channels.</exception>
    public WinogradTiles(params IReadOnlyList<Tensor> maps)
    {
        var sizes = maps[0].Sizes();
        foreach (var map in maps)
        {
            if (map.dtype != ScalarType.Float32 || map.size(3) % MatrixKernel.Columns != 0
                || !map.Sizes().AsSpan(0, 3).SequenceEqual(sizes.AsSpan(0, 3)))
            {
                throw new ArgumentException(
                    $"Winograd convolution needs float32 maps of one size, each with a multiple of {MatrixKernel.Columns} channels, not "
                    + $"{string.Join(", ", maps)}.", nameof(maps));
            }
        }
        parts = [.. maps.Select(PixelRows.Of)];
        Channels = parts.Sum(part => part.Channels);
        (height, width) = ((int)sizes[1], (int)sizes[2]);
        columns = (width + Side - 1) / Side;
        tilesOfImage = (height + Side - 1) / Side * columns;
        Count = (int)sizes[0] * tilesOfImage;
    }

    /// <summary>The number of tiles.</summary>
    public int Count { get; }

    /// <summary>The channels of all maps; a multiple of 16.</summary>
    public int Channels { get; }

    /// <summary>Transforms tiles, with a margin where the transform reads more than a tile; zero outside the maps.</summary>
    public void Read<T>(int first, int count, WinogradPlanes planes, int row) where T : struct, IWinogradTransform
    {
        var outside = (float*)NativeMemory.AllocZeroed((nuint)Channels, sizeof(float));
        var source = stackalloc float*[WinogradPlanes.Count];
        var target = stackalloc float*[WinogradPlanes.Count];
        for (var tile = 0; tile < count; tile++)
        {
            var channel = 0;
            foreach (var part in parts)
            {
                Pointers(part, first + tile, T.Inputs, source, outside);
                planes.Pointers(row + tile, channel, target);
                WinogradTransforms.Apply<T>(source, target, part.Channels);
                channel += part.Channels;
            }
        }
        NativeMemory.Free(outside);
    }

    /// <summary>Writes tiles: the inverse transform of their products.</summary>
    public void Write(int first, int count, WinogradPlanes planes)
    {
        var outside = (float*)NativeMemory.Alloc((nuint)Channels, sizeof(float));
        var source = stackalloc float*[WinogradPlanes.Count];
        var target = stackalloc float*[WinogradPlanes.Count];
        for (var tile = 0; tile < count; tile++)
        {
            var channel = 0;
            foreach (var part in parts)
            {
                planes.Pointers(tile, channel, source);
                Pointers(part, first + tile, Side, target, outside);
                WinogradTransforms.Apply<WinogradTransforms.OfProducts>(source, target, part.Channels);
                channel += part.Channels;
            }
        }
        NativeMemory.Free(outside);
    }

    // The addresses of the pixels of a square centred on the tile.
    private void Pointers(PixelRows pixels, int tile, int side, float** pointers, float* outside)
    {
        var (image, inImage) = Math.DivRem(tile, tilesOfImage);
        var (down, right) = Math.DivRem(inImage, columns);
        var margin = (side - Side) / 2;
        for (var i = 0; i < side; i++)
        {
            for (var j = 0; j < side; j++)
            {
                var (y, x) = (Side * down + i - margin, Side * right + j - margin);
                var isInside = (uint)y < (uint)height && (uint)x < (uint)width;
                pointers[side * i + j] = isInside ? (float*)pixels[((long)image * height + y) * width + x] : outside;
            }
        }
    }
}

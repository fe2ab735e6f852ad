using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Telltale.Models.Kernels;

/// <summary>The tiles of 4×4 pixels that some maps are cut into; those at the right and lower border may reach beyond it.</summary>
internal readonly unsafe struct WinogradTiles
{
    private const int Side = 4;

    private readonly PixelRows pixels;
    private readonly int height, width, columns, tilesOfImage;

    /// <summary>Those of maps.</summary>
    /// <param name="maps">(N, H, W, C) float32, contiguous, C a multiple of 16; valid as long as they are.</param>
    /// <exception cref="ArgumentException">They are something else.</exception>
    public WinogradTiles(Tensor maps)
    {
        if (maps.dtype != ScalarType.Float32 || maps.shape[3] % MatrixKernel.Columns != 0)
        {
            throw new ArgumentException($"Tiles are of float32 maps with a multiple of {MatrixKernel.Columns} channels, not of {maps}.", nameof(maps));
        }
        pixels = PixelRows.Of(maps);
        (height, width, Channels) = ((int)maps.shape[1], (int)maps.shape[2], (int)maps.shape[3]);
        columns = (width + Side - 1) / Side;
        tilesOfImage = (height + Side - 1) / Side * columns;
        Count = (int)maps.shape[0] * tilesOfImage;
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>A multiple of 16.</summary>
    public int Channels { get; }

    /// <summary>Transforms some tiles, with the pixels around them where the transform reads more than a tile; zeros beyond the border.</summary>
    public void Read<T>(int first, int count, WinogradPlanes planes, int row) where T : struct, IWinogradTransform
    {
        var beyond = (float*)NativeMemory.AllocZeroed((nuint)Channels, sizeof(float));
        var source = stackalloc float*[WinogradPlanes.Count];
        var target = stackalloc float*[WinogradPlanes.Count];
        for (var tile = 0; tile < count; tile++)
        {
            Places(first + tile, T.Inputs, source, beyond);
            planes.Places(row + tile, target);
            WinogradTransforms.Apply<T>(source, target, Channels);
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
            planes.Places(tile, source);
            Places(first + tile, Side, target, beyond);
            WinogradTransforms.Apply<WinogradTransforms.OfProducts>(source, target, Channels);
        }
        NativeMemory.Free(beyond);
    }

    // The pixels of a square whose middle is the tile.
    private void Places(int tile, int side, float** places, float* beyond)
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

using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>Transformed squares: a matrix for each of the 36 places in them, so that what was a convolution is 36 products.</summary>
internal sealed unsafe class WinogradPlanes : IDisposable
{
    /// <summary>Places in a square.</summary>
    public const int Count = 36;

    private const int Apart = 16; // numbers between what would lie a power of two apart, for which a cache has few places

    private readonly Tensor memory;
    private readonly float* start;
    private readonly long plane;

    private WinogradPlanes(long rows, int row)
    {
        plane = rows * row + Apart;
        memory = empty([Count * plane], ScalarType.Float32).DetachFromDisposeScope(); // this object frees it
        start = (float*)TensorMemory.Start(memory);
        Row = row;
    }

    /// <summary>From one row to the next, in numbers.</summary>
    public int Row { get; }

    /// <summary>The memory of a row.</summary>
    public float* this[int place, long row] => start + place * plane + row * Row;

    /// <summary>Tells where a number of a row is in each matrix.</summary>
    public void Places(long row, int column, float** places)
    {
        for (var place = 0; place < Count; place++)
        {
            places[place] = this[place, row] + column;
        }
    }

    /// <summary>For tiles of maps: each has a row.</summary>
    public static WinogradPlanes OfTiles(int tiles, int channels) => new(tiles, channels + Apart);

    /// <summary>For kernels: each row has one input and 16 outputs; the rows of the next 16 outputs come behind those of all inputs.</summary>
    public static WinogradPlanes OfKernels(int channels, int outputs) => new((long)channels * outputs / MatrixKernel.Columns, MatrixKernel.Columns);

    /// <summary>Frees the memory.</summary>
    public void Dispose() => memory.Dispose();
}

using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>Transformed tiles or kernels: one matrix per position of a 6×6 tile: a convolution becomes 36 matrix products.</summary>
internal sealed unsafe class WinogradPlanes : IDisposable
{
    /// <summary>Positions in a tile.</summary>
    public const int Count = 36;

    private const int Padding = 16; // elements; strides of a power of two would map to few cache sets

    private readonly Tensor memory;
    private readonly float* start;
    private readonly long plane;

    private WinogradPlanes(long rows, int row)
    {
        plane = rows * row + Padding;
        memory = empty([Count * plane], ScalarType.Float32).DetachFromDisposeScope(); // freed by Dispose
        start = (float*)TensorMemory.Start(memory);
        Row = row;
    }

    /// <summary>The row stride, in elements.</summary>
    public int Row { get; }

    /// <summary>The address of a row of the matrix of a position.</summary>
    public float* this[int position, long row] => start + position * plane + row * Row;

    /// <summary>Writes the address of an element in each of the matrices.</summary>
    public void Pointers(long row, int column, float** pointers)
    {
        for (var position = 0; position < Count; position++)
        {
            pointers[position] = this[position, row] + column;
        }
    }

    /// <summary>For tiles of feature maps: one row per tile.</summary>
    public static WinogradPlanes OfTiles(int tiles, int channels) => new(tiles, channels + Padding);

    /// <summary>For kernels: a row holds one input channel and 16 outputs; the next 16 outputs follow after all input channels.</summary>
    public static WinogradPlanes OfKernels(int channels, int outputs) =>
        new((long)channels * outputs / MatrixKernel.Columns, MatrixKernel.Columns);

    /// <summary>Frees the memory.</summary>
    public void Dispose() => memory.Dispose();
}

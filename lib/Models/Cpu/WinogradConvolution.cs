using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;
using static Telltale.Models.Cpu.Kernels.WinogradTransforms;

namespace Telltale.Models.Cpu;

/// <summary>
/// Winograd convolution with 3×3 kernels, F(4×4, 3×3) (Lavin and Gray: Fast Algorithms for Convolutional Neural Networks, CVPR 2016):
/// a quarter of the multiplications of a direct convolution. Input tiles and kernels are transformed, so that convolving a tile is one
/// multiplication at each of 36 positions; over all tiles and channels these are 36 matrix products. Rounding errors are two to three
/// times those of a direct convolution.
/// </summary>
internal static unsafe class WinogradConvolution
{
    private const int TilesInCache = 48;   // per thread at a time
    private const int TilesOfSum = 192;    // whose products are summed before the sum is stored
    private const int KernelChunk = 1 << 12;

    /// <summary>Convolves with zero padding.</summary>
    /// <param name="maps">Inputs, concatenated along the channels: each (N, H, W, C_i) float32, contiguous, C_i a multiple of 16.</param>
    /// <param name="kernel">(O, C, 3, 3) float32; O is a multiple of 16, C the sum of all C_i.</param>
    /// <returns>(N, H, W, O) float32; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">Channels are not a multiple of 16, or maps are not contiguous or not float32.</exception>
    public static Tensor Of(IReadOnlyList<Tensor> maps, Tensor kernel)
    {
        var output = empty([.. maps[0].Sizes()[..3], kernel.size(0)], ScalarType.Float32);
        Convolve(new(maps), kernel, new(output));
        return output;
    }

    /// <summary>The gradient with respect to the inputs: the gradient of the output, convolved with the rotated kernel.</summary>
    /// <param name="gradient">(N, H, W, O) float32, contiguous; O is a multiple of 16.</param>
    /// <param name="kernel">(O, C, 3, 3) float32; C is a multiple of 16.</param>
    /// <param name="channels">The channels C_i of each input; multiples of 16.</param>
    /// <returns>Each (N, H, W, C_i) float32; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">Channels are not a multiple of 16, or the gradient is not contiguous or not float32.</exception>
    public static Tensor[] InputGradients(Tensor gradient, Tensor kernel, params IReadOnlyList<int> channels)
    {
        using var rotated = kernel.flip(2, 3);
        using var transposed = rotated.transpose(0, 1);
        Tensor[] parts = [.. channels.Select(part => empty([.. gradient.Sizes()[..3], part], ScalarType.Float32))];
        Convolve(new(gradient), transposed, new(parts));
        return parts;
    }

    /// <summary>The gradient with respect to the kernel.</summary>
    /// <param name="maps">The inputs of the convolution: each (N, H, W, C_i) float32, contiguous, C_i a multiple of 16.</param>
    /// <param name="gradient">(N, H, W, O) float32, contiguous: the gradient of the output; O is a multiple of 16.</param>
    /// <returns>(O, C, 3, 3) float32; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">Channels are not a multiple of 16, or a tensor is not contiguous float32.</exception>
    public static Tensor KernelGradient(IReadOnlyList<Tensor> maps, Tensor gradient)
    {
        var (input, output) = (new WinogradTiles(maps), new WinogradTiles(gradient));
        using var sums = WinogradPlanes.OfKernels(input.Channels, output.Channels);
        using var read = WinogradPlanes.OfTiles(TilesOfSum, input.Channels);
        using var given = WinogradPlanes.OfTiles(TilesOfSum, output.Channels);
        for (var start = 0; start < input.Count; start += TilesOfSum)
        {
            var tiles = Math.Min(TilesOfSum, input.Count - start);
            InChunks(tiles, TilesInCache, (first, count) =>
            {
                input.Read<OfMaps>(start + first, count, read, first);
                output.Read<OfGradients>(start + first, count, given, first);
            });
            CpuTeam.Run(WinogradPlanes.Count, position =>
            {
                for (var column = 0; column < output.Channels; column += MatrixKernel.Columns)
                {
                    var panel = sums[position, (long)column / MatrixKernel.Columns * input.Channels];
                    for (var channel = 0; channel < input.Channels; channel += MatrixKernel.Rows)
                    {
                        MatrixKernel.Multiply(read[position, 0] + channel, 1, read.Row, given[position, 0] + column, given.Row, tiles,
                            panel + channel * sums.Row, sums.Row, adds: start > 0);
                    }
                }
            });
        }
        return OfPanels(sums, input.Channels, output.Channels);
    }

    private static void Convolve(WinogradTiles from, Tensor kernel, WinogradTiles to)
    {
        using var kernels = Transformed(kernel);
        InChunks(from.Count, TilesInCache, (first, count) =>
        {
            using var read = WinogradPlanes.OfTiles(TilesInCache, from.Channels);
            using var products = WinogradPlanes.OfTiles(TilesInCache, to.Channels);
            from.Read<OfMaps>(first, count, read, 0);
            for (var position = 0; position < WinogradPlanes.Count; position++)
            {
                for (var column = 0; column < to.Channels; column += MatrixKernel.Columns)
                {
                    var panel = kernels[position, (long)column / MatrixKernel.Columns * from.Channels];
                    for (var tile = 0; tile < count; tile += MatrixKernel.Rows)
                    {
                        MatrixKernel.Multiply(read[position, tile], read.Row, 1, panel, kernels.Row, from.Channels,
                            products[position, tile] + column, products.Row, adds: false);
                    }
                }
            }
            to.Write(first, count, products);
        });
    }

    // For each position, panels of 16 outputs in the order in which the products read them.
    private static WinogradPlanes Transformed(Tensor kernel)
    {
        using var scope = NewDisposeScope();
        var (outputs, channels) = ((int)kernel.size(0), (int)kernel.size(1));
        var panels = kernel.view(outputs / MatrixKernel.Columns, MatrixKernel.Columns, channels, 3, 3).permute(3, 4, 0, 2, 1).contiguous();
        var elements = channels * outputs;
        var start = (float*)TensorMemory.Start(panels);
        var transformed = WinogradPlanes.OfKernels(channels, outputs);
        InChunks(elements, KernelChunk, (first, count) =>
        {
            var source = stackalloc float*[3 * 3];
            var target = stackalloc float*[WinogradPlanes.Count];
            KernelPointers(start + first, elements, source);
            transformed.Pointers(first / MatrixKernel.Columns, 0, target);
            Apply<OfKernels>(source, target, count);
        });
        return transformed;
    }

    private static Tensor OfPanels(WinogradPlanes sums, int channels, int outputs)
    {
        using var scope = NewDisposeScope();
        var panels = empty([3, 3, outputs / MatrixKernel.Columns, channels, MatrixKernel.Columns], ScalarType.Float32);
        var elements = channels * outputs;
        var start = (float*)TensorMemory.Start(panels);
        InChunks(elements, KernelChunk, (first, count) =>
        {
            var source = stackalloc float*[WinogradPlanes.Count];
            var target = stackalloc float*[3 * 3];
            sums.Pointers(first / MatrixKernel.Columns, 0, source);
            KernelPointers(start + first, elements, target);
            Apply<OfKernelGradients>(source, target, count);
        });
        return panels.permute(2, 4, 3, 0, 1).contiguous().view(outputs, channels, 3, 3).MoveToOuterDisposeScope();
    }

    private static void KernelPointers(float* start, long stride, float** pointers)
    {
        for (var position = 0; position < 3 * 3; position++)
        {
            pointers[position] = start + position * stride;
        }
    }

    private static void InChunks(int count, int chunk, Action<int, int> work) =>
        CpuTeam.Run((count + chunk - 1) / chunk, index => work(index * chunk, Math.Min(chunk, count - index * chunk)));
}

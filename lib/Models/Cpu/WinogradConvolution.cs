using Telltale.Models.Cpu.Kernels;
using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;
using static Telltale.Models.Cpu.Kernels.WinogradTransforms;

namespace Telltale.Models.Cpu;

/// <summary>
/// 3×3 convolutions with a quarter of the multiplications (F(4×4, 3×3); Lavin and Gray: Fast Algorithms for Convolutional Neural Networks,
/// CVPR 2016): tiles of maps and kernels are transformed, so that convolving a tile is one multiplication for each of 36 places, and
/// those of all tiles and channels are 36 products of matrices. Rounding errors are two to three times those of a plain convolution.
/// </summary>
internal static unsafe class WinogradConvolution
{
    private const int TilesInCache = 48;   // that a thread takes at once
    private const int TilesOfSum = 192;    // whose products are added before the sum goes back to memory
    private const int NumbersOfPiece = 1 << 12;

    /// <summary>Convolves with zero padding.</summary>
    /// <param name="maps">Side by side, each (N, H, W, its C) float32, contiguous, its C a multiple of 16.</param>
    /// <param name="kernel">(O, C, 3, 3) float32; O is a multiple of 16, C that of all maps.</param>
    /// <returns>(N, H, W, O) float32; the caller's.</returns>
    /// <exception cref="ArgumentException">Channels are no multiple of 16, or maps are not contiguous or not float32.</exception>
    public static Tensor Of(IReadOnlyList<Tensor> maps, Tensor kernel)
    {
        var output = empty([.. maps[0].Sizes()[..3], kernel.size(0)], ScalarType.Float32);
        Convolve(new(maps), kernel, new(output));
        return output;
    }

    /// <summary>The gradient of a loss by the maps: that by the output, convolved with the rotated kernel.</summary>
    /// <param name="gradient">(N, H, W, O) float32, contiguous; O is a multiple of 16.</param>
    /// <param name="kernel">(O, C, 3, 3) float32; C is a multiple of 16.</param>
    /// <param name="channels">Of each of the maps side by side; a multiple of 16.</param>
    /// <returns>Each (N, H, W, its C) float32; the caller's.</returns>
    /// <exception cref="ArgumentException">Channels are no multiple of 16, or the gradient is not contiguous or not float32.</exception>
    public static Tensor[] GradientByMaps(Tensor gradient, Tensor kernel, params IReadOnlyList<int> channels)
    {
        using var turned = kernel.flip(2, 3);
        using var other = turned.transpose(0, 1);
        Tensor[] parts = [.. channels.Select(part => empty([.. gradient.Sizes()[..3], part], ScalarType.Float32))];
        Convolve(new(gradient), other, new(parts));
        return parts;
    }

    /// <summary>The gradient of a loss by the kernel.</summary>
    /// <param name="maps">Side by side, each (N, H, W, its C) float32, contiguous: what was convolved; its C is a multiple of 16.</param>
    /// <param name="gradient">(N, H, W, O) float32, contiguous: of the loss by the output; O is a multiple of 16.</param>
    /// <returns>(O, C, 3, 3) float32; the caller's.</returns>
    /// <exception cref="ArgumentException">Channels are no multiple of 16, or maps or gradient are not contiguous or not float32.</exception>
    public static Tensor GradientByKernel(IReadOnlyList<Tensor> maps, Tensor gradient)
    {
        var (input, output) = (new WinogradTiles(maps), new WinogradTiles(gradient));
        using var sums = WinogradPlanes.OfKernels(input.Channels, output.Channels);
        using var read = WinogradPlanes.OfTiles(TilesOfSum, input.Channels);
        using var given = WinogradPlanes.OfTiles(TilesOfSum, output.Channels);
        for (var start = 0; start < input.Count; start += TilesOfSum)
        {
            var tiles = Math.Min(TilesOfSum, input.Count - start);
            Pieces(tiles, TilesInCache, (first, count) =>
            {
                input.Read<OfMaps>(start + first, count, read, first);
                output.Read<OfGradients>(start + first, count, given, first);
            });
            CpuTeam.Run(WinogradPlanes.Count, place =>
            {
                for (var column = 0; column < output.Channels; column += MatrixKernel.Columns)
                {
                    var panel = sums[place, (long)column / MatrixKernel.Columns * input.Channels];
                    for (var channel = 0; channel < input.Channels; channel += MatrixKernel.Rows)
                    {
                        MatrixKernel.Multiply(read[place, 0] + channel, 1, read.Row, given[place, 0] + column, given.Row, tiles,
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
        Pieces(from.Count, TilesInCache, (first, count) =>
        {
            using var read = WinogradPlanes.OfTiles(TilesInCache, from.Channels);
            using var products = WinogradPlanes.OfTiles(TilesInCache, to.Channels);
            from.Read<OfMaps>(first, count, read, 0);
            for (var place = 0; place < WinogradPlanes.Count; place++)
            {
                for (var column = 0; column < to.Channels; column += MatrixKernel.Columns)
                {
                    var panel = kernels[place, (long)column / MatrixKernel.Columns * from.Channels];
                    for (var tile = 0; tile < count; tile += MatrixKernel.Rows)
                    {
                        MatrixKernel.Multiply(read[place, tile], read.Row, 1, panel, kernels.Row, from.Channels, products[place, tile] + column, products.Row, adds: false);
                    }
                }
            }
            to.Write(first, count, products);
        });
    }

    // Each place of a kernel as panels of 16 outputs, in the order in which the products read them.
    private static WinogradPlanes Transformed(Tensor kernel)
    {
        using var scope = NewDisposeScope();
        var (outputs, channels) = ((int)kernel.size(0), (int)kernel.size(1));
        var panels = kernel.view(outputs / MatrixKernel.Columns, MatrixKernel.Columns, channels, 3, 3).permute(3, 4, 0, 2, 1).contiguous();
        var numbers = channels * outputs;
        var start = (float*)TensorMemory.Start(panels);
        var transformed = WinogradPlanes.OfKernels(channels, outputs);
        Pieces(numbers, NumbersOfPiece, (first, count) =>
        {
            var source = stackalloc float*[3 * 3];
            var target = stackalloc float*[WinogradPlanes.Count];
            PlainPlaces(start + first, numbers, source);
            transformed.Places(first / MatrixKernel.Columns, 0, target);
            Apply<OfKernels>(source, target, count);
        });
        return transformed;
    }

    private static Tensor OfPanels(WinogradPlanes sums, int channels, int outputs)
    {
        using var scope = NewDisposeScope();
        var panels = empty([3, 3, outputs / MatrixKernel.Columns, channels, MatrixKernel.Columns], ScalarType.Float32);
        var numbers = channels * outputs;
        var start = (float*)TensorMemory.Start(panels);
        Pieces(numbers, NumbersOfPiece, (first, count) =>
        {
            var source = stackalloc float*[WinogradPlanes.Count];
            var target = stackalloc float*[3 * 3];
            sums.Places(first / MatrixKernel.Columns, 0, source);
            PlainPlaces(start + first, numbers, target);
            Apply<OfKernelGradients>(source, target, count);
        });
        return panels.permute(2, 4, 3, 0, 1).contiguous().view(outputs, channels, 3, 3).MoveToOuterDisposeScope();
    }

    private static void PlainPlaces(float* start, long apart, float** places)
    {
        for (var place = 0; place < 3 * 3; place++)
        {
            places[place] = start + place * apart;
        }
    }

    private static void Pieces(int whole, int piece, Action<int, int> work) =>
        CpuTeam.Run((whole + piece - 1) / piece, number => work(number * piece, Math.Min(piece, whole - number * piece)));
}

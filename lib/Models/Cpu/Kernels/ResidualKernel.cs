using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Kernels;

/// <summary><see cref="ResidualFrontEnd.Apply"/> in one pass over memory instead of nine, with the same results to the bit.</summary>
internal static unsafe class ResidualKernel
{
    private const int Colors = 3, Outputs = Colors * ResidualFrontEnd.Directions;

    /// <summary>Computes the residuals of a batch.</summary>
    /// <param name="images">(N, H, W, 3) float32, contiguous.</param>
    /// <param name="scale">Factor of the differences before they are clipped to [-1, 1].</param>
    /// <returns>(N, H, W, 12) float32; the caller disposes it.</returns>
    public static Tensor Apply(Tensor images, float scale)
    {
        var (count, height, width) = ((int)images.size(0), (int)images.size(1), (int)images.size(2));
        var residuals = empty([count, height, width, Outputs], ScalarType.Float32);
        var (source, target) = (TensorMemory.Start(images), TensorMemory.Start(residuals));
        CpuTeam.Run(count, image =>
        {
            var pixels = (long)image * height * width;
            Apply((float*)source + pixels * Colors, (float*)target + pixels * Outputs, height, width, scale);
        });
        GC.KeepAlive(images);
        return residuals;
    }

    private static void Apply(float* image, float* residuals, int height, int width, float scale)
    {
        // A repeated pixel, and one value more for the vectors of four.
        var length = Colors * (width + 1) + 1;
        fixed (float* rows = new float[2 * length])
        {
            var (row, below) = ((nint)rows, (nint)(rows + length));
            Read(image, (float*)row, width);
            for (var y = 0; y < height; y++)
            {
                Read(image + (long)Math.Min(y + 1, height - 1) * width * Colors, (float*)below, width);
                Apply((float*)row, (float*)below, residuals + (long)y * width * Outputs, width, scale);
                (row, below) = (below, row);
            }
        }
    }

    private static void Read(float* pixels, float* row, int width)
    {
        var values = new Span<float>(row, Colors * (width + 1));
        new ReadOnlySpan<float>(pixels, Colors * width).CopyTo(values);
        values[^(2 * Colors)..^Colors].CopyTo(values[^Colors..]);
    }

    // Fully optimised at once, as the kernels of batch norm.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(float* row, float* below, float* residuals, int width, float scale)
    {
        for (var x = 0; x < width; x++, row += Colors, below += Colors, residuals += Outputs)
        {
            var (here, beside) = (Vector128.Load(row), Vector128.Load(row + Colors));
            var (under, across) = (Vector128.Load(below), Vector128.Load(below + Colors));
            var (right, down) = (Clipped(beside - here, scale), Clipped(under - here, scale));
            var (falling, rising) = (Clipped(across - here, scale), Clipped(under - beside, scale));

            // Four times three values as three vectors.
            right.WithElement(3, down.ToScalar()).Store(residuals);
            var middle = Vector128.Shuffle(down, Vector128.Create(1, 2, 3, 3));
            Vector128.Create(middle.GetLower(), falling.GetLower()).Store(residuals + 4);
            Vector128.Shuffle(rising, Vector128.Create(3, 0, 1, 2)).WithElement(0, falling.GetElement(2)).Store(residuals + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Clipped(Vector128<float> difference, float scale) =>
        Vector128.MinNative(Vector128<float>.One, Vector128.MaxNative(-Vector128<float>.One, difference * scale));
}

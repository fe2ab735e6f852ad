using static TorchSharp.torch;

namespace Telltale.Benchmarks.Contenders;

/// <summary>Measures the limits of the machine: arithmetic in a large matrix product and convolution, and memory bandwidth.</summary>
internal static class OwnFloor
{
    private const int Side = 2048;
    private const int Channels = 256;
    private const int Map = 56;
    private const int Images = 8;

    /// <summary>Operations of one product of two (2048, 2048) matrices.</summary>
    public const double ProductOperations = 2.0 * Side * Side * Side;

    /// <summary>Operations of one 3×3 convolution of (8, 256, 56, 56) to 256 channels.</summary>
    public const double ConvolutionOperations = 2.0 * 9 * Channels * Channels * Map * Map * Images;

    /// <summary>A step of the matrix product.</summary>
    public static Action Product(ScalarType type)
    {
        var (a, b) = (randn(Side, Side).to_type(type), randn(Side, Side).to_type(type));
        return () => a.mm(b).Dispose();
    }

    /// <summary>A step of the convolution, channels-last.</summary>
    public static Action Convolution(ScalarType type)
    {
        var images = ChannelsLast(randn(Images, Channels, Map, Map).to_type(type));
        var weights = ChannelsLast(randn(Channels, Channels, 3, 3).to_type(type));
        return () => nn.functional.conv2d(images, weights, padding: [1L, 1L]).Dispose();
    }

    /// <summary>A step of STREAM's triad, a = b + s · c, on all cores; far larger than any cache.</summary>
    /// <returns>The step, and the number of bytes it reads and writes.</returns>
    public static (Action Step, double Bytes) Triad()
    {
        const int Length = 1 << 26; // 256 MiB an array
        var (a, b, c) = (new float[Length], new float[Length], new float[Length]);
        Array.Fill(b, 1);
        Array.Fill(c, 2);
        var part = Length / Environment.ProcessorCount;
        var bytes = 3.0 * sizeof(float) * part * Environment.ProcessorCount;
        return (() => Parallel.For(0, Environment.ProcessorCount, i => System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
            c.AsSpan(i * part, part), 3f, b.AsSpan(i * part, part), a.AsSpan(i * part, part))), bytes);
    }

    private static Tensor ChannelsLast(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}

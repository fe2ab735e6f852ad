using static TorchSharp.torch;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// The memory of channels-last feature maps as rows of channels, one row per pixel; or a range of the channels of wider maps. Valid as
/// long as the tensor it was created from.
/// </summary>
internal readonly unsafe struct PixelRows
{
    private readonly byte* start;

    private PixelRows(byte* start, long stride, long count, int channels, bool isBFloat16)
    {
        this.start = start;
        (Stride, Count, Channels, IsBFloat16) = (stride, count, channels, isBFloat16);
    }

    /// <summary>Bytes from one pixel to the next.</summary>
    public long Stride { get; }

    /// <summary>Pixels of all images.</summary>
    public long Count { get; }

    /// <summary>Channels in the range.</summary>
    public int Channels { get; }

    /// <summary>True for bfloat16, false for float32.</summary>
    public bool IsBFloat16 { get; }

    /// <summary>All channels of feature maps.</summary>
    /// <param name="maps">(N, H, W, C), contiguous, float32 or bfloat16.</param>
    public static PixelRows Of(Tensor maps) => Of(maps, 0, (int)maps.size(-1));

    /// <summary>A range of channels of feature maps.</summary>
    /// <param name="maps">(N, H, W, C), contiguous, float32 or bfloat16.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="channels">The number of channels.</param>
    /// <exception cref="ArgumentException">The maps are not contiguous, or of another dtype.</exception>
    public static PixelRows Of(Tensor maps, int first, int channels)
    {
        if (!maps.is_contiguous() || maps.dtype is not (ScalarType.Float32 or ScalarType.BFloat16))
        {
            throw new ArgumentException($"CPU kernels need contiguous feature maps of float32 or bfloat16, not {maps}.", nameof(maps));
        }
        var width = maps.size(-1);
        var size = maps.dtype == ScalarType.BFloat16 ? 2 : 4;
        return new((byte*)TensorMemory.Start(maps) + first * size, width * size, maps.NumberOfElements / width, channels, size == 2);
    }

    /// <summary>The memory of one pixel.</summary>
    public byte* this[long row] => start + row * Stride;
}

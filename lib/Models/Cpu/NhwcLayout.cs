using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>Converts between channels-first (N, C, H, W) and channels-last (N, H, W, C) shapes.</summary>
internal static class NhwcLayout
{
    /// <summary>(N, C, H, W) to contiguous (N, H, W, C); a view if the memory is already channels-last.</summary>
    public static Tensor ToNhwc(this Tensor maps) => maps.permute(0, 2, 3, 1).contiguous();

    /// <summary>(N, H, W, C) as (N, C, H, W), a view.</summary>
    public static Tensor AsNchw(this Tensor maps) => maps.permute(0, 3, 1, 2);

    /// <summary>(N, H, W, C) as (N · H · W, C), a view.</summary>
    public static Tensor AsRows(this Tensor maps) => maps.view(-1, maps.size(-1));
}

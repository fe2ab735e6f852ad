using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>The layers before the first dense block, which set the resolution of that block.</summary>
public enum DenseNetStem
{
    /// <summary>7×7 convolution of stride 2, then max pooling of stride 2: a quarter of the resolution. For 224 px.</summary>
    ImageNet,

    /// <summary>3×3 convolution of stride 2: half the resolution. For small crops at low cost.</summary>
    Half,

    /// <summary>3×3 convolution of stride 1: full resolution, as in the DenseNet paper's networks for 32 px images.</summary>
    Full,
}

/// <summary>The architecture of a <see cref="DenseNet"/>. Options are equal when they describe the same network.</summary>
/// <example><code>
/// var options = DenseNetOptions.DenseNet121 with { Stem = DenseNetStem.Half, Classes = 3 };
/// using var network = new DenseNet(options, seed: 17);
/// Console.WriteLine($"{options}: images of at least {options.MinimumSize} px");
/// </code></example>
public sealed record DenseNetOptions
{
    /// <summary>The paper's network (Huang et al., CVPR 2017): 6,955,906 parameters with 2 classes.</summary>
    public static DenseNetOptions DenseNet121 { get; } = new();

    /// <summary>A network for the quick profile: trains on 64 px crops in seconds on two CPU cores. Not in the paper.</summary>
    public static DenseNetOptions DenseNetSmall { get; } =
        new() { GrowthRate = 12, BlockSizes = [4, 4, 4], InitialFeatures = 24, Stem = DenseNetStem.Half };

    /// <summary>A network for experiments with many runs: three times as fast as <see cref="DenseNetSmall"/>. Not in the paper.</summary>
    public static DenseNetOptions DenseNetTiny { get; } = DenseNetSmall with { BlockSizes = [2, 2, 2], BottleneckSize = 2 };

    /// <summary>Channels that each layer adds (k in the paper).</summary>
    public int GrowthRate { get; init; } = 32;

    /// <summary>Layers in each dense block; between two blocks a transition halves channels and resolution.</summary>
    public IReadOnlyList<int> BlockSizes { get; init; } = [6, 12, 24, 16];

    /// <summary>Channels of the first convolution.</summary>
    public int InitialFeatures { get; init; } = 64;

    /// <summary>Width of the 1×1 bottleneck, in growth rates.</summary>
    public int BottleneckSize { get; init; } = 4;

    /// <summary>Classes, one logit each; 2 = real, synthetic.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>How the network begins.</summary>
    public DenseNetStem Stem { get; init; } = DenseNetStem.ImageNet;

    /// <summary>Filters before the stem, for example <see cref="ResidualFrontEnd"/>; null for RGB input.</summary>
    public FrontEnd? FrontEnd { get; init; }

    /// <summary>Features of the whole image for the last layer, for example <see cref="RadialSpectrum"/>; null for none.</summary>
    public SideBranch? SideBranch { get; init; }

    /// <summary>Input channels of the first convolution.</summary>
    public int StemChannels => FrontEnd?.Channels ?? 3;

    /// <summary>The smallest height and width in pixels that leave at least one pixel for the last block; 29 for DenseNet121.</summary>
    public int MinimumSize => (((1 << (BlockSizes.Count - 1)) - 1) * StemStride) + 1;

    /// <summary>Downsampling factor of the stem, along each side.</summary>
    internal int StemStride => Stem switch { DenseNetStem.ImageNet => 4, DenseNetStem.Half => 2, _ => 1 };

    /// <summary>Channels of the last feature map of each resolution, fine to coarse: the stem's if it pools, then each block's.</summary>
    internal IReadOnlyList<int> LevelChannels
    {
        get
        {
            List<int> levels = Stem == DenseNetStem.ImageNet ? [InitialFeatures] : [];
            var channels = InitialFeatures;
            foreach (var layers in BlockSizes)
            {
                levels.Add(channels + layers * GrowthRate);
                channels = levels[^1] / 2;
            }
            return levels;
        }
    }

    /// <summary>True for options that describe the same network.</summary>
    public bool Equals(DenseNetOptions? other) => other?.ToString() == ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Everything that defines the network, on one line. Part of cache keys, so it must not change between versions.</summary>
    public override string ToString() =>
        $"DenseNet(growth {GrowthRate}, blocks {string.Join('-', BlockSizes)}, initial {InitialFeatures}, bottleneck {BottleneckSize}, "
        + $"classes {Classes}, stem {Stem}, input {FrontEnd?.ToString() ?? "RGB"}"
        + (SideBranch is null ? ")" : $", side branch {SideBranch})");

    /// <summary>Checks the shape of a batch.</summary>
    /// <exception cref="ArgumentException">Another shape than (N, 3, H, W), or smaller than <see cref="MinimumSize"/>.</exception>
    internal void ThrowIfUnsuitable(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.size(1) != 3 || Math.Min(images.size(2), images.size(3)) < MinimumSize)
        {
            throw new ArgumentException(
                $"{this} needs (N, 3, H, W) with H and W at least {MinimumSize}, not ({string.Join(", ", images.shape)}). "
                + "Resize or crop to a larger size, or choose a stem that keeps more resolution.",
                nameof(images));
        }
    }

    internal void Validate()
    {
        int[] sizes = [GrowthRate, InitialFeatures, BottleneckSize, Classes, .. BlockSizes];
        if (BlockSizes.Count == 0 || sizes.Min() < 1)
        {
            throw new ArgumentException($"A DenseNet needs at least one block and sizes of at least 1, not {this}.");
        }
    }
}

namespace Telltale.Models;

/// <summary>The architecture of a <see cref="UNet"/>. Options are equal when they describe the same network.</summary>
/// <example><code>
/// var plain = UNetOptions.Small with { FrontEnd = new ResidualFrontEnd() };
/// var pretrained = UNetOptions.DenseNet121 with { BaseWidth = 32 };
/// using var network = new UNet(plain, seed: 17);
/// </code></example>
public sealed record UNetOptions
{
    /// <summary>The paper's network: 64-128-256-512-1024 channels, 31,037,633 parameters.</summary>
    public static UNetOptions Paper { get; } = new();

    /// <summary>For the quick profile: 1/16 of the paper's weights; trains on 64 px crops in seconds on two cores.</summary>
    public static UNetOptions Small { get; } = new() { BaseWidth = 16 };

    /// <summary>A DenseNet121 encoder, for which public ImageNet weights exist, and a narrow decoder.</summary>
    public static UNetOptions DenseNet121 { get; } = new() { BaseWidth = 16, Encoder = DenseNetOptions.DenseNet121 };

    /// <summary>Channels at full resolution; they double each time the resolution is halved.</summary>
    public int BaseWidth { get; init; } = 64;

    /// <summary>
    /// Filters before the network, for example <see cref="ResidualFrontEnd"/>; null for RGB input. With an encoder, set its option instead.
    /// </summary>
    public FrontEnd? FrontEnd { get; init; }

    /// <summary>A DenseNet as the contracting path; null for the plain U-Net.</summary>
    public DenseNetOptions? Encoder { get; init; }

    /// <summary>The filters before the first layer at full resolution; null for RGB input.</summary>
    internal FrontEnd? Input => Encoder is null ? FrontEnd : Encoder.FrontEnd;

    /// <summary>Input channels of the first layer at full resolution.</summary>
    internal int InputChannels => Input?.Channels ?? 3;

    /// <summary>Everything that defines the network, on one line. Part of cache keys, so it must not change between versions.</summary>
    public override string ToString() =>
        $"UNet(base {BaseWidth}, input {Input?.ToString() ?? "RGB"}, encoder {Encoder?.ToString() ?? "plain"})";

    /// <summary>True for options that describe the same network.</summary>
    public bool Equals(UNetOptions? other) => other?.ToString() == ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal void Validate()
    {
        if (BaseWidth < 1)
        {
            throw new ArgumentException($"A U-Net needs at least 1 channel, not {this}.");
        }
        if (Encoder is not null && FrontEnd is not null)
        {
            throw new ArgumentException(
                "With a DenseNet encoder, the front end is an option of the encoder: set Encoder.FrontEnd, not FrontEnd.");
        }
        if (Encoder?.SideBranch is not null)
        {
            throw new ArgumentException("A U-Net does not use the last layer of its encoder: set Encoder.SideBranch to null.");
        }
    }
}

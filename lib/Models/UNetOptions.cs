namespace Telltale.Models;

/// <summary>The shape of a <see cref="UNet"/>. Two options are equal when they describe the same network.</summary>
public sealed record UNetOptions
{
    /// <summary>The paper's network: 64-128-256-512-1024 channels, 31,037,633 parameters.</summary>
    public static UNetOptions Paper { get; } = new();

    /// <summary>A network for the quick profile: a sixteenth of the paper's weights; learns on 64 px crops in seconds on two CPU cores.</summary>
    public static UNetOptions Small { get; } = new() { BaseWidth = 16 };

    /// <summary>DenseNet121, which public ImageNet weights exist for, and a narrow decoder.</summary>
    public static UNetOptions DenseNet121 { get; } = new() { BaseWidth = 16, Encoder = DenseNetOptions.DenseNet121 };

    /// <summary>Channels at full resolution; they double at each halving of the resolution.</summary>
    public int BaseWidth { get; init; } = 64;

    /// <summary>Fixed residuals before the network; null for the plain RGB image. Of a DenseNet encoder, its own options say it.</summary>
    public ResidualFrontEnd? FrontEnd { get; init; }

    /// <summary>A DenseNet in place of the contracting path; null for the plain U-Net.</summary>
    public DenseNetOptions? Encoder { get; init; }

    /// <summary>What the first layer at full resolution sees: residuals, or null for the RGB image.</summary>
    internal ResidualFrontEnd? Input => Encoder is null ? FrontEnd : Encoder.FrontEnd;

    /// <summary>Channels of that.</summary>
    internal int InputChannels => Input is null ? 3 : 3 * ResidualFrontEnd.Directions;

    /// <summary>Everything that defines the network, in one line that stays the same between versions: part of cache keys.</summary>
    public override string ToString() => $"UNet(base {BaseWidth}, input {Input?.ToString() ?? "RGB"}, encoder {Encoder?.ToString() ?? "plain"})";

    /// <summary>Compares what the options describe.</summary>
    public bool Equals(UNetOptions? other) => other?.ToString() == ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal void Validate()
    {
        if (BaseWidth < 1 || Input is { Truncation: not > 0 })
        {
            throw new ArgumentException($"A U-Net has at least 1 channel, and residuals are truncated above 0; asked for was {this}.");
        }
        if (Encoder is not null && FrontEnd is not null)
        {
            throw new ArgumentException("With a DenseNet encoder the residuals are an option of the encoder: set Encoder.FrontEnd, not FrontEnd.");
        }
    }
}

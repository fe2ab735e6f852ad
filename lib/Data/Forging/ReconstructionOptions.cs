using Telltale.Data.Decoders;

namespace Telltale.Data.Forging;

/// <summary>How real images are reconstructed.</summary>
public sealed record ReconstructionOptions
{
    /// <summary>The decoders; each image is reconstructed by one of them, drawn at random.</summary>
    public IReadOnlyList<Decoder> Decoders { get; init; } = Decoder.All;

    /// <summary>
    /// Smallest share of the reconstruction in the synthetic image, 0 to 1; the rest is the real image, pixel by pixel. Shares below 1 make
    /// faint traces, which a detector that relies on strong ones misses (the pixel mix of DDA, 2025).
    /// </summary>
    public double MinimumShare { get; init; } = 0.5;

    /// <summary>Largest share, MinimumShare to 1; uniform between.</summary>
    public double MaximumShare { get; init; } = 1;

    /// <summary>Seed of decoders, shares and noise.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>All options in a fixed order; used as cache key.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"share {MinimumShare} to {MaximumShare}; seed {Seed}; decoders {string.Join(", ", Decoders)}");

    internal void Validate()
    {
        Parameter.Between(MinimumShare, 0, 1);
        Parameter.Between(MaximumShare, MinimumShare, 1);
        if (Decoders.Count == 0)
        {
            throw new ArgumentException("A reconstruction needs at least one decoder.");
        }
    }
}

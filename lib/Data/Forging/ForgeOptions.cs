using System.Globalization;
using Telltale.Data.Transforms;

namespace Telltale.Data.Forging;

/// <summary>Options of <c>Forge.Folder</c>. Equal text means equal files, byte for byte.</summary>
public sealed record ForgeOptions
{
    /// <summary>Seed of regions, edits and split.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>The editing methods, applied to each photograph. Their names must be those of TGIF's folders.</summary>
    public IReadOnlyList<ForgingMethod> Methods { get; init; } = ForgingMethod.All;

    /// <summary>Images per method and photograph; TGIF has 3 for each of its two kinds of region.</summary>
    public int Variations { get; init; } = 1;

    /// <summary>
    /// JPEG compression after editing; null for none. It is the same for all images of a photograph, so that it does not reveal the class.
    /// But if the photograph was a JPEG file, authentic pixels are compressed twice and a spliced region once.
    /// </summary>
    public JpegReencode? Resaving { get; init; } = new(85, 98, 0.75);

    /// <summary>Larger photographs are reduced to this many pixels on their longest side, as in TGIF; null for no limit.</summary>
    public int? LongestSide { get; init; } = 1024;

    /// <summary>Shares of the photographs in training, validation and testing.</summary>
    public SplitFractions Fractions { get; init; } = new();

    /// <summary>True where the text is equal.</summary>
    public bool Equals(ForgeOptions? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>All options in a fixed order; used as cache key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"seed {Seed}; {Variations} of each of {string.Join(", ", Methods)}; resaving {Resaving}; longest side {LongestSide}; {Fractions}");

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Variations, 1);
        if (LongestSide is { } longest)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(longest, Forge.ShortestSide, nameof(LongestSide));
        }
        Fractions.Shares();
        if (Methods.Count == 0)
        {
            throw new ArgumentException("Forging needs at least one method.");
        }
        foreach (var method in Methods)
        {
            TgifNames.Of(method);
            if (Methods.Count(other => other.Name == method.Name) > 1)
            {
                throw new ArgumentException($"Two methods are named '{method.Name}'; each needs a folder of its own.");
            }
        }
    }
}

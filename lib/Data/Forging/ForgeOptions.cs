using System.Globalization;
using Telltale.Data.Transforms;

namespace Telltale.Data.Forging;

/// <summary>How photographs are forged. Two options with equal text make the same files of the same photographs, byte for byte.</summary>
public sealed record ForgeOptions
{
    /// <summary>Decides regions, edits and split.</summary>
    public long Seed { get; init; } = 17;

    /// <summary>The methods; each edits each photograph. Their names are those of TGIF's folders.</summary>
    public IReadOnlyList<ForgingMethod> Methods { get; init; } = ForgingMethod.All;

    /// <summary>Images that each method makes of each photograph; TGIF has 3 of each of its two kinds of region.</summary>
    public int Variations { get; init; } = 1;

    /// <summary>
    /// A JPEG compression after editing. Authentic and edited images of one photograph share it, so that it tells nothing; but where
    /// the photograph was a JPEG file before, what was left alone is now compressed twice and a splice once. Null for none.
    /// </summary>
    public JpegReencode? Resaving { get; init; } = new(85, 98, 0.75);

    /// <summary>Larger photographs are reduced to this many pixels on their longest side, as TGIF's are; null for no limit.</summary>
    public int? LongestSide { get; init; } = 1024;

    /// <summary>Shares of the photographs in training, validation and testing.</summary>
    public SplitFractions Fractions { get; init; } = new();

    /// <summary>Equal where the text is.</summary>
    public bool Equals(ForgeOptions? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>All options in a fixed order: the key of a cache.</summary>
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
                throw new ArgumentException($"Two methods are named '{method.Name}': each folder of TGIF holds one.");
            }
        }
    }
}

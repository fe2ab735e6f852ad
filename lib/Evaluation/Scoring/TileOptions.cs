namespace Telltale.Evaluation;

/// <summary>
/// How a large image is split into overlapping tiles. All sizes are multiples of 32 pixels, the largest stride of the kit's networks, so
/// that pooling windows are aligned as in the whole image.
/// </summary>
public sealed record TileOptions
{
    private const int Alignment = 32;

    /// <summary>Side of a tile. Memory grows with its square; the share of pixels computed twice falls with it.</summary>
    public int Size { get; init; } = 512;

    /// <summary>
    /// Pixels along a tile's inner borders whose scores are discarded, because their receptive field is cut off. Default 96, enough for
    /// the plain U-Net (94; at most 96 with a front end of the kit).
    /// </summary>
    public int Halo { get; init; } = 96;

    /// <summary>Pixels, beyond the halo, over which the scores of neighbouring tiles are blended.</summary>
    public int Blend { get; init; } = 32;

    internal void Validate()
    {
        int[] sizes = [Size, Halo, Blend];
        if (sizes.Min() < 0 || sizes.Any(size => size % Alignment != 0) || Size < 2 * (Halo + Blend) || Size == 0)
        {
            throw new ArgumentException(
                $"Tile sizes must be multiples of {Alignment} pixels, and tiles at least two halos and two blends wide; got {this}.");
        }
    }
}

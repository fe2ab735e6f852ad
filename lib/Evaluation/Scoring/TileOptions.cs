namespace Telltale.Evaluation;

/// <summary>
/// How a large image is cut into overlapping tiles. All sizes are multiples of 32 pixels, the coarsest stride of the kit's networks:
/// a tile's poolings then fall where the whole image's would.
/// </summary>
public sealed record TileOptions
{
    private const int Alignment = 32;

    /// <summary>Side of a tile. Network memory grows with its square, and the share of work done twice falls with it.</summary>
    public int Size { get; init; } = 512;

    /// <summary>
    /// Pixels along a tile's inner borders whose scores are thrown away, since the network saw too little around them there. Default 96: the
    /// receptive field of the plain U-Net (94, with residuals 95).
    /// </summary>
    public int Halo { get; init; } = 96;

    /// <summary>Pixels, beyond the halo, over which one tile's scores pass into its neighbour's.</summary>
    public int Blend { get; init; } = 32;

    internal void Validate()
    {
        int[] sizes = [Size, Halo, Blend];
        if (sizes.Min() < 0 || sizes.Any(size => size % Alignment != 0) || Size < 2 * (Halo + Blend) || Size == 0)
        {
            throw new ArgumentException($"Tiles are multiples of {Alignment} pixels and at least two halos and two blends wide; asked for was {this}.");
        }
    }
}

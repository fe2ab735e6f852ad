using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// A <see cref="RandomCrop"/> moved up and left onto the image's grid of 8 × 8 blocks, so that the blocks of a JPEG stay whole: for
/// networks that read them (<c>BlockDctFrontEnd</c>).
/// </summary>
/// <param name="Size">Side of the square in pixels.</param>
/// <param name="OntoEdits">
/// Probability of choosing a square around a random edited pixel, 0 to 1; moving it can leave the pixel up to 7 pixels outside.
/// </param>
public sealed record BlockCrop(int Size, double OntoEdits = 0) : GeometricTransform
{
    private const int Block = 8;

    /// <summary>Side of the square in pixels.</summary>
    public int Size { get; init; } = Parameter.Between(Size, 1, 16384);

    /// <summary>Probability of choosing a square around a random edited pixel, 0 to 1.</summary>
    public double OntoEdits { get; init; } = Parameter.Between(OntoEdits, 0, 1);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random) =>
        OnGrid((CropGeometry)new RandomCrop(Size, OntoEdits).Draw(width, height, random));

    /// <inheritdoc/>
    public override Geometry Draw(Mask mask, SeededRandom random) =>
        OnGrid((CropGeometry)new RandomCrop(Size, OntoEdits).Draw(mask, random));

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => (Size, Size);

    private static CropGeometry OnGrid(CropGeometry crop) => crop with { X = Floor(crop.X), Y = Floor(crop.Y) };

    private static int Floor(int position) => position - (position % Block + Block) % Block;
}

using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>Crops the central square. Smaller images are mirrored at their borders, see <see cref="CropGeometry"/>.</summary>
/// <param name="Size">Side of the square in pixels.</param>
public sealed record CentreCrop(int Size) : GeometricTransform
{
    /// <summary>Side of the square in pixels.</summary>
    public int Size { get; init; } = Parameter.Between(Size, 1, 16384);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random) =>
        new CropGeometry(Middle(width), Middle(height), Size, Size);

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => (Size, Size);

    internal override bool IsFixed => true;

    // torchvision rounds halves to even.
    private int Middle(int length) => (int)Math.Round((length - Size) / 2.0, MidpointRounding.ToEven);
}

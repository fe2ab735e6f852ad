using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// A square anywhere in the image. Smaller images lie anywhere in the square and are mirrored at their borders, see <see cref="CropGeometry"/>.
/// </summary>
/// <param name="Size">Side of the square in pixels.</param>
public sealed record RandomCrop(int Size) : GeometricTransform
{
    /// <summary>Side of the square in pixels.</summary>
    public int Size { get; init; } = Parameter.Between(Size, 1, 16384);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var x = Anywhere(width, random);
        return new CropGeometry(x, Anywhere(height, random), Size, Size);
    }

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => (Size, Size);

    private int Anywhere(int length, SeededRandom random) => random.Next(Math.Min(0, length - Size), Math.Max(0, length - Size) + 1);
}

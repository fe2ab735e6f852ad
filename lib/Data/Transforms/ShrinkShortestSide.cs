using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// Shrinks to a given shortest side and keeps the aspect ratio; antialiased, see <see cref="ResizeGeometry"/>. Smaller images are not
/// enlarged. The other side varies: follow it with a crop.
/// </summary>
/// <param name="Side">The shortest side of the result in pixels.</param>
public sealed record ShrinkShortestSide(int Side) : GeometricTransform
{
    /// <summary>The shortest side of the result in pixels.</summary>
    public int Side { get; init; } = Parameter.Between(Side, 1, 16384);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        var shortest = Math.Min(width, height);
        int Shrunk(int length) => shortest <= Side ? length : Math.Max(Side, (int)Math.Round(length * (double)Side / shortest));
        return new ResizeGeometry(Shrunk(width), Shrunk(height));
    }

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => null;
}

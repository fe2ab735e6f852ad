using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// Resizes to a fixed size, ignoring the aspect ratio; antialiased, see <see cref="ResizeGeometry"/>. It removes most traces of
/// generators and cameras; crops keep them.
/// </summary>
/// <param name="Width">Columns of the result.</param>
/// <param name="Height">Rows of the result.</param>
public sealed record Resize(int Width, int Height) : GeometricTransform
{
    /// <summary>Columns of the result.</summary>
    public int Width { get; init; } = Parameter.Between(Width, 1, 16384);

    /// <summary>Rows of the result.</summary>
    public int Height { get; init; } = Parameter.Between(Height, 1, 16384);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random) => new ResizeGeometry(Width, Height);

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => (Width, Height);

    internal override bool IsFixed => true;
}

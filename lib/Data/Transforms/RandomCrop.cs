using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// Crops a random square. Smaller images are mirrored at their borders, at a random position, see <see cref="CropGeometry"/>.
/// </summary>
/// <param name="Size">Side of the square in pixels.</param>
/// <param name="OntoEdits">
/// Probability of choosing a square that contains a random edited pixel, 0 to 1; small edits are rare in uniformly random crops. No
/// effect without edited pixels.
/// </param>
public sealed record RandomCrop(int Size, double OntoEdits = 0) : GeometricTransform
{
    /// <summary>Side of the square in pixels.</summary>
    public int Size { get; init; } = Parameter.Between(Size, 1, 16384);

    /// <summary>Probability of choosing a square that contains a random edited pixel, 0 to 1.</summary>
    public double OntoEdits { get; init; } = Parameter.Between(OntoEdits, 0, 1);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var x = Anywhere(width, random);
        return new CropGeometry(x, Anywhere(height, random), Size, Size);
    }

    /// <inheritdoc/>
    public override Geometry Draw(Mask mask, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(random);
        var edited = OntoEdits > 0 && random.NextDouble() < OntoEdits ? mask.Pixels.AsSpan().Count(Mask.Edited) : 0;
        if (edited == 0)
        {
            return Draw(mask.Width, mask.Height, random);
        }
        var pixel = IndexOfEdited(mask, random.Next(edited));
        var x = Around(pixel % mask.Width, mask.Width, random);
        return new CropGeometry(x, Around(pixel / mask.Width, mask.Height, random), Size, Size);
    }

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => (Size, Size);

    private int Anywhere(int length, SeededRandom random) => random.Next(First(length), Last(length) + 1);

    /// <summary>As <see cref="Anywhere"/>, among the squares that contain the position.</summary>
    private int Around(int position, int length, SeededRandom random) =>
        random.Next(Math.Max(First(length), position - Size + 1), Math.Min(Last(length), position) + 1);

    private int First(int length) => Math.Min(0, length - Size);

    private int Last(int length) => Math.Max(0, length - Size);

    private static int IndexOfEdited(Mask mask, int number)
    {
        var row = 0;
        for (int inRow; number >= (inRow = Row(row).Count(Mask.Edited)); row++)
        {
            number -= inRow;
        }
        var column = Row(row).IndexOf(Mask.Edited);
        for (; number > 0; number--)
        {
            column += 1 + Row(row)[(column + 1)..].IndexOf(Mask.Edited);
        }
        return mask.Width * row + column;

        ReadOnlySpan<byte> Row(int index) => mask.Pixels.AsSpan(mask.Width * index, mask.Width);
    }
}

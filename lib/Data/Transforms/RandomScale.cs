using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>
/// Scales by a random factor and keeps the aspect ratio; antialiased, see <see cref="ResizeGeometry"/>. The size of the result is
/// random: follow it with a crop.
/// </summary>
/// <param name="Minimum">Smallest factor, 0.05 to 4; below 1 the image shrinks.</param>
/// <param name="Maximum">Largest factor, Minimum to 4.</param>
/// <param name="Probability">Probability of applying it, 0 to 1.</param>
public sealed record RandomScale(double Minimum = 0.5, double Maximum = 1, double Probability = 0.5) : GeometricTransform
{
    /// <summary>Smallest factor, 0.05 to 4.</summary>
    public double Minimum { get; init; } = Parameter.Between(Minimum, 0.05, 4);

    /// <summary>Largest factor, Minimum to 4.</summary>
    public double Maximum { get; init; } = Parameter.Between(Maximum, Minimum, 4);

    /// <summary>Probability of applying it, 0 to 1.</summary>
    public double Probability { get; init; } = Parameter.Between(Probability, 0, 1);

    /// <inheritdoc/>
    public override Geometry Draw(int width, int height, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var factor = random.NextDouble() < Probability ? random.NextDouble(Minimum, Maximum) : 1;
        return new ResizeGeometry(Scaled(width, factor), Scaled(height, factor));
    }

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => null;

    private static int Scaled(int length, double factor) => Math.Max(1, (int)Math.Round(length * factor));
}

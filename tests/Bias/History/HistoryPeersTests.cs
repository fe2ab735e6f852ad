using System.Text.Json;
using Telltale.Bias;

namespace Telltale.Tests.Bias;

/// <summary>Against SciPy and NumPy; the cases are written by Fixtures/history_cases.py.</summary>
public class HistoryPeersTests
{
    // Single-precision pixels of up to 255 levels.
    private const double Tolerance = 1e-3;

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static HistoryCases Cases { get; } = JsonSerializer.Deserialize<HistoryCases>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Bias", "Fixtures", "history_cases.json")), SnakeCase)!;

    private static LumaPlane Formula { get; } = new(
        [.. Enumerable.Range(0, Cases.Width * Cases.Height).Select(i => (X: i % Cases.Width, Y: i / Cases.Width))
            .Select(at => (float)((7 * at.X * at.X + 13 * at.Y + 3 * at.X * at.Y) % 256))],
        Cases.Width, Cases.Height);

    [Fact]
    public void The_DCT_of_a_block_at_any_position_is_that_of_SciPy()
    {
        var coefficients = Enumerable.Range(0, 64).Select(k => (k / 8, k % 8)).ToArray();
        var sliding = BlockDct.Sliding(Formula, coefficients);
        Assert.All(Cases.Blocks, block => Assert.All(block.Values.Index(), item =>
            Assert.Equal(item.Item, sliding[item.Index][block.Row * (Cases.Width - 7) + block.Column], Tolerance)));
    }

    [Fact]
    public void The_radial_spectrum_is_that_of_NumPy() => Assert.All(
        RadialPower.Of(Formula).Zip(Cases.RadialSpectrum), pair => Assert.Equal(1, pair.First / pair.Second, Tolerance));

    [Fact]
    public void The_peak_of_the_prediction_error_is_that_of_NumPy() =>
        Assert.Equal(Cases.ResamplingPeak, ResamplingTrace.Of(Formula), Tolerance);

    private sealed record HistoryCases(int Width, int Height, BlockCase[] Blocks, double[] RadialSpectrum, double ResamplingPeak);

    private sealed record BlockCase(int Row, int Column, double[] Values);
}

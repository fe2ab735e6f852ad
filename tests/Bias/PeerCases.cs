using System.Text.Json;

namespace Telltale.Tests.Bias;

/// <summary>What SciPy and scikit-learn make of fixed cases; written by Fixtures/peer_cases.py.</summary>
internal sealed record PeerCases(
    KolmogorovSmirnovCase[] KolmogorovSmirnov, CalibrationCase[] Calibration, BootstrapCase[] Bootstrap, PixelsCase[] Pixels,
    LogisticRegressionCase[] LogisticRegression, GroupPermutationCase[] GroupPermutation)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static PeerCases All { get; } = JsonSerializer.Deserialize<PeerCases>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Bias", "Fixtures", "peer_cases.json")), SnakeCase)!;
}

internal sealed record KolmogorovSmirnovCase(double[] First, double[] Second, double Distance, double Probability);

internal sealed record CalibrationCase(
    double[] Scores, int[] Targets, double Temperature, double Slope, double Offset, double[] PositiveShares, double[] MeanScores,
    double Ece, double EceAfterTemperature, double EceAfterPlatt, double LogLoss, double LogLossAfterOffset);

internal sealed record GroupPermutationCase(double[] Inside, double[] Outside, double Probability);

internal sealed record BootstrapCase(double[] Scores, int[] Targets, double Lower, double Upper);

internal sealed record LogisticRegressionCase(double[][] Features, int[] Targets, double Strength, double[] Weights, double Offset);

internal sealed record PixelsCase(
    int Width, int Height, int[] Rgb, double Brightness, double Saturation, double GreyShare, double Noise, double Sharpness);

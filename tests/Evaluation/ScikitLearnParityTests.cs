using System.Text.Json;
using System.Text.Json.Serialization;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

/// <summary>Every figure equals scikit-learn's to 1e-9; where scikit-learn has none (null), ours is NaN or refused.</summary>
public class ScikitLearnParityTests
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Dictionary<string, Case> Cases = JsonSerializer.Deserialize<Case[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Evaluation", "Fixtures", "scikit_learn_cases.json")),
            SnakeCase)!.ToDictionary(item => item.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> NamesWithCurves => [.. Cases.Values.Where(item => item.Curves is not null).Select(item => item.Name)];

    [Fact]
    public void There_are_at_least_twenty_cases_and_each_kind_of_refusal()
    {
        Assert.True(Cases.Count >= 20);
        Assert.Contains(Cases.Values, item => item.RocAuc is null);
        Assert.Contains(Cases.Values, item => item.AveragePrecision is null);
        Assert.Contains(Cases.Values, item => item.ExpectedCalibrationError is null);
    }

    [Theory, MemberData(nameof(Names))]
    public void Counts_at_a_threshold(string name)
    {
        var item = Cases[name];
        var counts = ConfusionCounts.Of(item.Scores, item.IsPositive, item.Threshold);
        AssertSame(item.Accuracy, counts.Accuracy);
        // With a class absent scikit-learn warns and returns the recall of the other.
        AssertSame(item.IsPositive.Distinct().Count() == 2 ? item.BalancedAccuracy : double.NaN, counts.BalancedAccuracy);
        AssertSame(item.Precision, counts.Precision);
        AssertSame(item.Recall, counts.Recall);
        AssertSame(item.F1, counts.F1);
        AssertSame(item.Mcc, counts.Mcc);
        Assert.Equal(counts, ThresholdSweep.Of(item.Scores, item.IsPositive).At(item.Threshold));
    }

    [Theory, MemberData(nameof(Names))]
    public void Areas_under_the_curves(string name)
    {
        var item = Cases[name];
        AssertSame(item.RocAuc ?? double.NaN, RocCurve.Of(item.Scores, item.IsPositive).AreaUnderCurve);
        AssertSame(item.AveragePrecision ?? double.NaN, PrecisionRecallCurve.Of(item.Scores, item.IsPositive).AveragePrecision);
    }

    [Theory, MemberData(nameof(Names))]
    public void Expected_calibration_error(string name)
    {
        var item = Cases[name];
        var sweep = ThresholdSweep.Of(item.Scores, item.IsPositive);
        if (item.ExpectedCalibrationError is { } expected) // null for logits, which scikit-learn refuses
        {
            AssertSame(expected, Calibration.ExpectedError(sweep));
        }
    }

    [Theory, MemberData(nameof(NamesWithCurves))]
    public void Points_of_the_curves(string name)
    {
        var (item, curves) = (Cases[name], Cases[name].Curves!);
        var roc = RocCurve.Of(item.Scores, item.IsPositive);
        AssertSame(curves.FalsePositiveRates, roc.Points.Select(point => point.FalsePositiveRate));
        AssertSame(curves.TruePositiveRates, roc.Points.Select(point => point.TruePositiveRate));
        Assert.Equal(curves.Thresholds, roc.Points.Skip(1).Select(point => point.Threshold));
        AssertSame(curves.EqualErrorRate, roc.EqualErrorRate);
        AssertSame(curves.TruePositiveRateAt5Percent, roc.TruePositiveRateAt(0.05));
        var precisionRecall = PrecisionRecallCurve.Of(item.Scores, item.IsPositive).Points;
        AssertSame(curves.Precisions, precisionRecall.Select(point => point.Precision));
        AssertSame(curves.Recalls, precisionRecall.Select(point => point.Recall));
    }

    private static void AssertSame(double expected, double actual) => Assert.Equal(expected, actual, 1e-9);

    private static void AssertSame(double[] expected, IEnumerable<double> actual)
    {
        var list = actual.ToArray();
        Assert.Equal(expected.Length, list.Length);
        Assert.All(expected.Zip(list), pair => AssertSame(pair.First, pair.Second));
    }

    private sealed record Case(
        string Name, double[] Scores, int[] Targets, double Threshold,
        double Accuracy, double BalancedAccuracy, double Precision, double Recall, double F1, double Mcc,
        double? RocAuc, double? AveragePrecision, double? ExpectedCalibrationError, CurvePoints? Curves)
    {
        public bool[] IsPositive => Array.ConvertAll(Targets, target => target == 1);
    }

    private sealed record CurvePoints(
        double[] FalsePositiveRates, double[] TruePositiveRates, double[] Thresholds, double[] Precisions, double[] Recalls,
        double EqualErrorRate, [property: JsonPropertyName("true_positive_rate_at_5_percent")] double TruePositiveRateAt5Percent);
}

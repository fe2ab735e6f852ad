using System.Text;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>One way of calibrating, learnt on validation and tried on test.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Validation">The validation scores after it.</param>
/// <param name="Test">The test scores after it.</param>
public sealed record CalibratedScores(string Name, Predictions Validation, Predictions Test)
{
    /// <summary>Expected calibration error on validation: what the calibration was fitted to.</summary>
    public double ValidationError => Calibration.ExpectedError(ThresholdSweep.Of(Validation));

    /// <summary>Expected calibration error on test.</summary>
    public double TestError => Calibration.ExpectedError(ThresholdSweep.Of(Test));

    /// <summary>Mean log loss on test in nats; 0.693 for answering 0.5 throughout.</summary>
    public double TestLogLoss => Test.Scores.Zip(Test.Targets, (score, target) => -Math.Log(Math.Max(target ? score : 1 - score, 1e-15))).Average();

    /// <summary>F1 on test at the fixed threshold 0.5, the one thing of an answer that calibration changes.</summary>
    public double F1AtHalf => ConfusionCounts.Of(Test, Threshold.Fixed(0.5)).F1;
}

/// <summary>A threshold on the test set, and what it was worth where it was chosen.</summary>
/// <param name="Threshold">The threshold and where it came from.</param>
/// <param name="Description">The same in words, oracle named as such.</param>
/// <param name="Validation">Counts on validation.</param>
/// <param name="Test">Counts on test.</param>
public sealed record ThresholdTransfer(Threshold Threshold, string Description, ConfusionCounts Validation, ConfusionCounts Test);

/// <summary>Whether what was learnt on validation, calibration and thresholds, holds on test.</summary>
public sealed class CalibrationReport
{
    private CalibrationReport(Predictions test, IReadOnlyList<CalibratedScores> scores, IReadOnlyList<ThresholdTransfer> thresholds) =>
        (Name, Scores, Thresholds) = (test.Name, scores, thresholds);

    /// <summary>The name of the test set.</summary>
    public string Name { get; }

    /// <summary>The scores as they are, after temperature scaling, and after Platt scaling where the ranking allows it.</summary>
    public IReadOnlyList<CalibratedScores> Scores { get; }

    /// <summary>The fixed threshold 0.5, the best of validation by F1 and by balanced accuracy, and the best of test, which is an oracle's.</summary>
    public IReadOnlyList<ThresholdTransfer> Thresholds { get; }

    /// <summary>Learns on validation and looks at test.</summary>
    /// <param name="validation">Scores in [0, 1] of images of both classes.</param>
    /// <param name="test">Scores in [0, 1] of the same detector.</param>
    /// <exception cref="ArgumentException">A score lies outside [0, 1], a class is absent in validation, or test is empty.</exception>
    public static CalibrationReport Of(Predictions validation, Predictions test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var temperature = TemperatureScaling.Fit(validation);
        List<CalibratedScores> scores =
        [
            new("as scored", validation, test),
            new($"{temperature}", temperature.Apply(validation), temperature.Apply(test)),
        ];
        if (RocCurve.Of(validation).AreaUnderCurve > 0.5)
        {
            var platt = PlattScaling.Fit(validation);
            scores.Add(new($"Platt ({platt})", platt.Apply(validation), platt.Apply(test)));
        }
        var (onValidation, onTest) = (ThresholdSweep.Of(validation), ThresholdSweep.Of(test));
        Threshold[] thresholds =
            [Threshold.Fixed(0.5), onValidation.Best(c => c.F1), onValidation.Best(c => c.BalancedAccuracy), onTest.Best(c => c.F1)];
        return new(test, scores, [.. thresholds.Select(threshold =>
            new ThresholdTransfer(threshold, threshold.DescribeOn(test), onValidation.At(threshold), onTest.At(threshold)))]);
    }

    /// <summary>Both tables as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Calibration learnt on '{Scores[0].Validation.Name}', tried on '{Name}'\n\n");
        TextTable.Append(text, [["scores", "ECE, validation", "ECE, test", "log loss, test", "F1 at 0.5, test"], .. Scores.Select(Row)], left: [0]);
        text.AppendLine();
        TextTable.Append(
            text,
            [["F1, validation", "F1, test", "balanced accuracy, validation", "balanced accuracy, test", "threshold"], .. Thresholds.Select(Row)],
            left: [4]);
        return text.ToString().TrimEnd();
    }

    private static string[] Row(CalibratedScores scores) =>
    [
        scores.Name, TextTable.Figure(scores.ValidationError), TextTable.Figure(scores.TestError), TextTable.Figure(scores.TestLogLoss),
        TextTable.Figure(scores.F1AtHalf),
    ];

    private static string[] Row(ThresholdTransfer transfer) =>
    [
        TextTable.Figure(transfer.Validation.F1), TextTable.Figure(transfer.Test.F1), TextTable.Figure(transfer.Validation.BalancedAccuracy),
        TextTable.Figure(transfer.Test.BalancedAccuracy), transfer.Description,
    ];
}

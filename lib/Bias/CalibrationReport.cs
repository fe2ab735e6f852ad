using System.Text;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>A calibration, fitted on validation and evaluated on test.</summary>
/// <param name="Name">Name of the calibration.</param>
/// <param name="Validation">The calibrated validation scores.</param>
/// <param name="Test">The calibrated test scores.</param>
public sealed record CalibratedScores(string Name, Predictions Validation, Predictions Test)
{
    /// <summary>Expected calibration error on validation, where the calibration was fitted.</summary>
    public double ValidationError => Calibration.ExpectedError(ThresholdSweep.Of(Validation));

    /// <summary>Expected calibration error on test.</summary>
    public double TestError => Calibration.ExpectedError(ThresholdSweep.Of(Test));

    /// <summary>Mean log loss on test in nats; 0.693 for a constant score of 0.5.</summary>
    public double TestLogLoss => ScoreCalibration.LogLoss(Test);

    /// <summary>F1 on test at the probability 0.5, which calibration changes although it keeps the ranking.</summary>
    public double F1AtHalf => ConfusionCounts.Of(Test, Threshold.Fixed(Test.Scale.DefaultThreshold)).F1;
}

/// <summary>A threshold, with its confusion matrices on validation and test.</summary>
/// <param name="Threshold">The threshold and where it came from.</param>
/// <param name="Description">The threshold and its provenance on test, in a sentence.</param>
/// <param name="Validation">The confusion matrix on validation.</param>
/// <param name="Test">The confusion matrix on test.</param>
public sealed record ThresholdTransfer(Threshold Threshold, string Description, ConfusionCounts Validation, ConfusionCounts Test);

/// <summary>Whether calibration and thresholds fitted on validation hold on test.</summary>
public sealed class CalibrationReport
{
    private CalibrationReport(Predictions test, IReadOnlyList<CalibratedScores> scores, IReadOnlyList<ThresholdTransfer> thresholds) =>
        (Name, Scores, Thresholds) = (test.Name, scores, thresholds);

    /// <summary>The name of the test set.</summary>
    public string Name { get; }

    /// <summary>The raw scores, after temperature scaling, and after Platt scaling where the ROC AUC on validation is above 0.5.</summary>
    public IReadOnlyList<CalibratedScores> Scores { get; }

    /// <summary>
    /// The fixed threshold of the scale (probability 0.5), the best on validation by F1 and by balanced accuracy, and the best on test
    /// (oracle), if it has both classes.
    /// </summary>
    public IReadOnlyList<ThresholdTransfer> Thresholds { get; }

    /// <summary>Fits on validation and evaluates on test.</summary>
    /// <param name="validation">Probabilities or logits of images of both classes.</param>
    /// <param name="test">Scores of the same detector on the same scale.</param>
    /// <exception cref="ArgumentException">The scales differ, a class is absent in validation, or test is empty.</exception>
    public static CalibrationReport Of(Predictions validation, Predictions test)
    {
        ArgumentNullException.ThrowIfNull(test);
        ScoreCalibration.ThrowIfScalesDiffer(validation, test);
        var temperature = TemperatureScaling.Fit(validation);
        List<CalibratedScores> scores =
        [
            new("uncalibrated", validation, test),
            new($"{temperature}", temperature.Apply(validation), temperature.Apply(test)),
        ];
        if (RocCurve.Of(validation).AreaUnderCurve > 0.5)
        {
            var platt = PlattScaling.Fit(validation);
            scores.Add(new($"Platt ({platt})", platt.Apply(validation), platt.Apply(test)));
        }
        var (onValidation, onTest) = (ThresholdSweep.Of(validation), ThresholdSweep.Of(test));
        Threshold[] thresholds =
        [
            Threshold.Fixed(test.Scale.DefaultThreshold), onValidation.Best(c => c.F1), onValidation.Best(c => c.BalancedAccuracy),
            .. onTest.Positives > 0 && onTest.Negatives > 0 ? [onTest.Best(c => c.F1)] : Array.Empty<Threshold>(),
        ];
        return new(test, scores, [.. thresholds.Select(threshold =>
            new ThresholdTransfer(threshold, threshold.DescribeOn(test), onValidation.At(threshold), onTest.At(threshold)))]);
    }

    /// <summary>Both tables as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Calibration fitted on '{Scores[0].Validation.Name}', evaluated on '{Name}'\n\n");
        TextTable.Append(text, [["scores", "ECE, validation", "ECE, test", "log loss, test", "F1 at 0.5, test"],
            .. Scores.Select(Row)], left: [0]);
        text.AppendLine();
        TextTable.Append(
            text,
            [["F1, validation", "F1, test", "balanced accuracy, validation", "balanced accuracy, test", "threshold"],
                .. Thresholds.Select(Row)],
            left: [4]);
        return text.ToString().TrimEnd();
    }

    private static string[] Row(CalibratedScores scores) =>
    [
        scores.Name, TextTable.Value(scores.ValidationError), TextTable.Value(scores.TestError), TextTable.Value(scores.TestLogLoss),
        TextTable.Value(scores.F1AtHalf),
    ];

    private static string[] Row(ThresholdTransfer transfer) =>
    [
        TextTable.Value(transfer.Validation.F1), TextTable.Value(transfer.Test.F1), TextTable.Value(transfer.Validation.BalancedAccuracy),
        TextTable.Value(transfer.Test.BalancedAccuracy), transfer.Description,
    ];
}

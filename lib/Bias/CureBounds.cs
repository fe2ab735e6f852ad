using System.Text;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>The best that one cure could reach on the scores it was fitted to: an upper bound, not a result.</summary>
/// <param name="Cure">Name of the cure.</param>
/// <param name="BalancedAccuracy">Highest balanced accuracy; NaN where the cure is not defined.</param>
/// <param name="F1">Highest F1.</param>
/// <param name="LogLoss">Lowest mean log loss, in nats; 0.693 for a constant probability of 0.5.</param>
/// <param name="CalibrationError">Expected calibration error where the log loss is lowest.</param>
/// <param name="Remark">What the cure changes, or why it is not defined.</param>
public sealed record CureBound(string Cure, double BalancedAccuracy, double F1, double LogLoss, double CalibrationError, string Remark);

/// <summary>
/// How far each simple cure of a detector could go without new training: another threshold, an offset of the logits, a temperature, one
/// threshold for each source. Each is fitted to the same labels that it is measured on (an oracle), so a real cure, fitted to other images,
/// does no better. What no cure here reaches is lost in the ranking.
/// </summary>
public sealed class CureBounds
{
    private CureBounds(string name, IReadOnlyList<CureBound> bounds) => (Name, Bounds) = (name, bounds);

    /// <summary>The name of the set.</summary>
    public string Name { get; }

    /// <summary>
    /// As scored, best threshold, logit offset, temperature, and one threshold for each source where there are several.
    /// </summary>
    public IReadOnlyList<CureBound> Bounds { get; }

    /// <summary>What the table is, for a heading.</summary>
    internal string Heading => $"Upper bounds of simple cures on '{Name}' (oracle: fitted to these labels)";

    /// <summary>Fits each cure to a set.</summary>
    /// <param name="predictions">Probabilities or logits of images of both classes.</param>
    /// <param name="threshold">The threshold in use; null for the usual one of the scale, 0.5 or a logit of 0.</param>
    /// <exception cref="ArgumentException">The set is empty or has one class only.</exception>
    public static CureBounds Of(Predictions predictions, Threshold? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ScoreCalibration.ThrowIfOneClass(predictions);
        var sweep = ThresholdSweep.Of(predictions);
        var used = sweep.At(threshold ?? Threshold.Fixed(predictions.Scale.DefaultThreshold));
        var (error, loss) = (Calibration.ExpectedError(sweep), ScoreCalibration.LogLoss(predictions));
        var (accuracy, f1) = (sweep.Best(c => c.BalancedAccuracy), sweep.Best(c => c.F1));
        var (best, bestF1) = (sweep.At(accuracy).BalancedAccuracy, sweep.At(f1).F1);
        var offset = Fitted("logit offset", LogitOffset.Fit(predictions), predictions, best, bestF1);
        var temperature = Fitted(
            "temperature", TemperatureScaling.Fit(predictions), predictions, used.BalancedAccuracy, used.F1);
        return new(predictions.Name,
        [
            new("as scored", used.BalancedAccuracy, used.F1, loss, error, "the threshold in use"),
            new("best threshold", best, bestF1, loss, error,
                $"{accuracy.Value.Invariant("0.####")} for balanced accuracy, {f1.Value.Invariant("0.####")} for F1"),
            offset with { Remark = $"{offset.Remark}; as good as the best threshold for predictions" },
            temperature with { Remark = $"{temperature.Remark}; changes calibration only" },
            .. predictions.HasRecords ? SourceThresholds.Of(predictions, loss, error) : [],
        ]);
    }

    /// <summary>The table as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Heading}\n\n");
        TextTable.Append(
            text,
            [["cure", Metric.BalancedAccuracy.Name, Metric.F1.Name, "log loss", Metric.ExpectedCalibrationError.Name, ""],
                .. Bounds.Select(bound => new[]
            {
                bound.Cure, TextTable.Value(bound.BalancedAccuracy), TextTable.Value(bound.F1), TextTable.Value(bound.LogLoss),
                TextTable.Value(bound.CalibrationError), bound.Remark,
            })],
            left: [0, 5]);
        return text.ToString().TrimEnd();
    }

    private static CureBound Fitted(string name, ScoreCalibration cure, Predictions predictions, double accuracy, double f1)
    {
        var cured = cure.Apply(predictions);
        return new(name, accuracy, f1, ScoreCalibration.LogLoss(cured), Calibration.ExpectedError(ThresholdSweep.Of(cured)),
            $"{cure}");
    }
}

using Telltale.Evaluation;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Plots;

/// <summary>Charts of training runs.</summary>
public static class TrainingPlots
{
    private const string EpochHover = "epoch %{x}<br>%{y:.4f}";

    /// <summary>
    /// A training run over its epochs: the losses above, the validation metric that chooses the best epoch below, and that epoch marked.
    /// </summary>
    /// <param name="history">At least one epoch.</param>
    public static Chart History(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var isLoss = history.Metric == Metric.Loss.Name;
        var epochs = new PlotAxis("epoch")
        {
            WholeNumbers = true, Range = (0.5, history.Epochs.Count + 0.5), Anchor = isLoss ? null : "y2",
        };
        var losses = new PlotAxis("mean loss per image") { Domain = isLoss ? null : (0.56, 1) };
        var layout = new PlotLayout(epochs, losses, isLoss ? 420 : 520)
            .VerticalLine(history.BestEpoch, $"best: epoch {history.BestEpoch}", labelOnLeft: history.BestEpoch > history.Epochs.Count / 2);
        var training = Series.Line("training loss", Over(history, epoch => epoch.TrainingLoss), SeriesStyle.Of(0), EpochHover);
        var validation = Series.Line("validation loss", Over(history, epoch => epoch.ValidationLoss), SeriesStyle.Of(1), EpochHover);
        if (isLoss)
        {
            return new(Sentence(history), layout.Combine(training, validation));
        }
        var score = Series
            .Line($"validation {history.Metric}", Over(history, epoch => epoch.ValidationScore), SeriesStyle.Of(2), EpochHover)
            .With("yaxis", "y2");
        (double, double)? range = history.Epochs.Count == 1 ? (0, 1) : null; // around a single point, plotly.js goes beyond 1
        layout.With("yaxis2", new PlotAxis(history.Metric) { Domain = (0, 0.44), Range = range }.ToPlotly());
        return new(Sentence(history), layout.Combine(training, validation, score));
    }

    /// <summary>The loss after every step of one or more short trainings.</summary>
    /// <param name="runs">At least one training, each with a name and the loss of every step.</param>
    /// <exception cref="ArgumentException">There is no training, or one without steps.</exception>
    public static Chart Steps(params IReadOnlyList<(string Name, IReadOnlyList<double> Losses)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0 || runs.Any(run => run.Losses.Count == 0))
        {
            throw new ArgumentException("There must be a training, and each needs at least one step.", nameof(runs));
        }
        var steps = new PlotAxis("step") { WholeNumbers = true, Range = (0.5, runs.Max(run => run.Losses.Count) + 0.5) };
        var layout = new PlotLayout(steps, new PlotAxis("loss of the batch"));
        var lines = runs.Select((run, index) => Series.Line(
            run.Name, run.Losses.Select((loss, step) => new PlotPoint(step + 1, loss)), SeriesStyle.Of(index),
            "step %{x}<br>%{y:.4f}"));
        var courses = runs.Select(run => $"{run.Name} from {PlotText.Number(run.Losses[0])} to {PlotText.Number(run.Losses[^1])}");
        return new($"Loss over {runs.Max(run => run.Losses.Count).Counted("step")}: {PlotText.List([.. courses])}", layout.Combine(lines));
    }

    private static IEnumerable<PlotPoint> Over(TrainingHistory history, Func<EpochResult, double> of) =>
        history.Epochs.Select(epoch => new PlotPoint(epoch.Epoch, of(epoch)));

    private static string Sentence(TrainingHistory history)
    {
        var last = history.Epochs.Count;
        var course = last == 1 ? "in the only epoch"
            : history.BestEpoch == last ? $"in the last of {last} epochs, so more epochs may help"
            : $"in epoch {history.BestEpoch} of {last}, whose weights are kept";
        return $"Training: the best validation {history.Metric} is {PlotText.Number(history.Best.ValidationScore)}, {course}";
    }
}

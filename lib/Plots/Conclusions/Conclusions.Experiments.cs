using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class Conclusions
{
    /// <summary>From this ROC AUC on, a network is said to have learned; the replay has the same limit.</summary>
    private const double Learned = 0.75;

    /// <summary>Why a detector of this notebook and those of the replay in notebook 3 are not comparable.</summary>
    /// <param name="network">The network of this notebook, in words.</param>
    /// <param name="trainingImages">The number of its training images.</param>
    /// <param name="profile">The profile that it was trained with.</param>
    /// <param name="replay">The budget of the replay.</param>
    public static Conclusion Budgets(string network, int trainingImages, Profile profile, ReplayBudget replay)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(replay);
        return new(
            $"Notebook 3 has detectors of another kind. This one: {network}, trained on {trainingImages.Counted("image")} for " +
            $"{profile.Epochs.Counted("epoch")}. Each of notebook 3 starts from {replay.Network}, trained on " +
            $"{PlotText.Count(2 * replay.ImagesPerClass)} images for {replay.Epochs.Counted("epoch")}.");
    }

    /// <summary>Whether the RGB network learns the sources it is trained on, and why it may not although notebook 3's does.</summary>
    /// <param name="auc">Its ROC AUC on test images of those sources, over the seeds.</param>
    /// <param name="images">The images of this notebook.</param>
    /// <param name="epochs">The number of epochs.</param>
    /// <param name="replay">The budget of notebook 3.</param>
    public static Conclusion Rgb(Spread auc, ImageCollection images, int epochs, ReplayBudget replay)
    {
        ArgumentNullException.ThrowIfNull(auc);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(replay);
        var generators = images.Where(record => record.IsPositive).Sources.Count;
        var (strong, weak) = (ReplayImages.Trained.Checkerboard, new TransposedDecoder().Checkerboard);
        var trace = !images.IsSimulated ? "" : FormattableString.Invariant(
            $", whose trace, a checkerboard of amplitude {strong:0.###}, is {strong / weak:0} times as strong as here");
        return new($"On the sources that it was trained on, the RGB network has a ROC AUC of {auc}" + (auc.Mean >= Learned
            ? ": it learns them."
            : $": it does not learn them, although the RGB network of notebook 3 learns its own. The tasks differ: notebook 3 trains on "
                + $"one generator{trace}, with {PlotText.Count(2 * replay.ImagesPerClass)} images for "
                + $"{replay.Epochs.Counted("epoch")}; here on {generators.Counted("generator")} among "
                + $"{PlotText.Count(images.Count)} images, for {epochs.Counted("epoch")}."));
    }

    /// <summary>How much a change of the replay changes a metric, and whether the seeds settle it.</summary>
    /// <param name="effect">From <see cref="DetectorReplay.Effects"/>.</param>
    public static Conclusion Effect(ChangeEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var (without, with) = (effect.Comparison.Without.Name(), effect.Comparison.With.Name());
        return new(
            $"Notebook 3's detector {without} has a {effect.Metric} of {Text(effect.Without)} on the {effect.Test}, and {with} of " +
            $"{Text(effect.With)} ({PlotText.Means(effect.Difference.Runs)}): {Said(effect)}.{Parts(effect.Comparison.With)}")
        {
            Values =
            [
                Of($"notebook 3's detector {without}: {effect.Test}", effect.Metric, effect.Without),
                Of($"notebook 3's detector {with}: {effect.Test}", effect.Metric, effect.With),
            ],
        };
    }

    // A name such as "cured" does not say what it stands for.
    private static string Parts(DetectorChange changes)
    {
        string[] parts = [.. DetectorChanges.Cures.Where(cure => changes.HasFlag(cure)).Select(cure => cure.Name())];
        return parts.Length < 2 || changes.Name() == string.Join(" + ", parts) ? ""
            : $" {Capitalized(changes.Name())} means {PlotText.List(parts)}.";
    }

    private static string Said(ChangeEffect effect) =>
        effect.Difference is { Lowest: 0, Highest: 0 } ? "no difference" : $"a difference of {effect}";

    private static string Text(Spread spread) => spread.Interval is not { } interval
        ? PlotText.Number(spread.Mean) : $"{PlotText.Number(spread.Mean)} {PlotText.Interval(interval.Lower, interval.Upper)}";

    private static ConclusionValue Of(string name, Metric metric, Spread spread) => new(
        metric.Name, name, spread.Mean, spread.Interval?.Lower ?? double.NaN, spread.Interval?.Upper ?? double.NaN);

}

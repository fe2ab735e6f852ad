using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Plots;
using Telltale.Tests.Evaluation;
using Telltale.Tests.Plots;
using Telltale.Workbench.Results;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Report;

/// <summary>A run of one notebook that shows one of everything.</summary>
internal static class SampleRun
{
    private const string LongLine =
        "var shown = 1; // a line of code that is wider than a phone, so that it has to scroll there, as many lines of code do";

    private static readonly Threshold Half = Threshold.Fixed(0.5);

    /// <param name="folder">Where images for it are written.</param>
    public static RunSummary Of(TemporaryFolder folder)
    {
        JsonObject[] cells =
        [
            Prose("# 2 · Detection\n\nThe balanced accuracy is $(a + b) / 2$; see `code`."),
            .. Detection().Concat(Localization(folder)).Concat(Diagnosis()).Select(Displaying),
            Prose("## Summary\n\n- A **point**.\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ];
        var record = new NotebookRecord(
            Path.GetFullPath("/notebooks/02-detection.ipynb"), Telltale.Workbench.Notebooks.Notebook.Parse(Text(cells)),
            NotebookStatus.Completed, null, 9, 9, TimeSpan.FromSeconds(2), 100);
        return RunSummary.Of([record], DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(2));
    }

    private static IEnumerable<object> Detection()
    {
        var (test, other) = (Samples.Predictions("test", 1.1), Samples.Predictions("unseen camera-reflex and generator-bilinear", 0.2));
        var threshold = ThresholdSweep.Of(other).Best(c => c.F1);
        var report = DetectionReport.Of(test, threshold, resamples: 50);
        var unseen = DetectionReport.Of(other, threshold, resamples: 50);
        return
        [
            Notebook.Start(),
            TrainingPlots.History(Samples.History),
            CurvePlots.Sweep(ThresholdSweep.Of(other), threshold, Half),
            report,
            ConfusionPlot.Of(report.Counts),
            CurvePlots.Scores(test, threshold),
            InteractivePlots.Scores(test, threshold),
            CurvePlots.Roc(test, other),
            CurvePlots.PrecisionRecall(test, other),
            MetricPlots.WithIntervals([report, unseen]),
            MetricPlots.Bars(
                "balanced accuracy on test, mean over seeds",
                [("small, residuals (not in the paper)", 0.97), ("DenseNet121, RGB (the paper's)", 0.52)], chance: 0.5),
            Telltale.Plots.Results.Record(report, "embedded corpus", simulated: true, Paper.Detection),
            Conclusions.Record(
                simulated: true, Conclusions.Detection(report, "small detector").AsHeadline(),
                Conclusions.Unseen(report, unseen, "small detector").AsHeadline(), Conclusions.F1(report)),
        ];
    }

    private static IEnumerable<object> Localization(TemporaryFolder folder)
    {
        var histograms = MaskHistograms.Of(SimulatedMasks.Of("test", 30, gap: 1, seed: 2));
        var averaging = Averaging.PerImage with { EditedOnly = true };
        var sweep = ThresholdSweep.Of(histograms, averaging);
        PredictedMask[] masks = [.. SimulatedMasks.Of("test", 3, gap: 1, seed: 2, size: 48).Select((mask, index) => WithFile(mask,
            folder, index))];
        return
        [
            CurvePlots.Sweep(sweep, Half, sweep.Best(c => c.F1)),
            MaskReport.Of(histograms, Half, averaging, 50),
            MaskPlots.BySize([.. SimulatedMasks.Of("test", 30, gap: 1, seed: 2)], Half),
            MaskPlots.Grid(masks, Half),
            MaskPlots.Slider(masks, Half),
            SpectrumPlots.Of([("camera", new double[64, 64]), ("generator", new double[64, 64])]),
        ];
    }

    private static IEnumerable<object> Diagnosis()
    {
        var (validation, test) = (Samples.Predictions("validation", 1.1), Samples.Predictions("test", 0.6));
        var calibration = CalibrationReport.Of(validation, test);
        return
        [
            CollapseDiagnosis.Of(PublishedMetrics.Of(Paper.Detection), positives: 5000, negatives: 5000),
            calibration,
            BiasPlots.Reliability(calibration),
            BiasPlots.Shift(validation, test),
            Samples.RepairSwitches,
        ];
    }

    private static PredictedMask WithFile(PredictedMask mask, TemporaryFolder folder, int index)
    {
        var path = folder.File($"{index}.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(Samples.Picture(mask.Truth.Width, mask.Truth.Height)));
        return mask with { Record = mask.Record with { Path = path } };
    }

    /// <summary>A cell with a value in every form that a host sends.</summary>
    private static JsonObject Displaying(object value)
    {
        var (cell, data) = (Code(LongLine), new JsonObject());
        foreach (var mimeType in Shown.MimeTypesOf(value))
        {
            var content = Formatter.ToDisplayString(value, mimeType);
            data[mimeType] = mimeType.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(content) : content;
        }

        cell["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "display_data", ["data"] = data });
        return cell;
    }
}

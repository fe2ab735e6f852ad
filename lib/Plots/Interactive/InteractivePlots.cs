using System.Globalization;
using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>Charts to try things in, without a kernel.</summary>
/// <example>
/// <code>
/// var predictions = new Predictions("test", [0.2, 0.6, 0.4, 0.9], [false, false, true, true]);
/// var chart = InteractivePlots.Scores(predictions, Threshold.Fixed(0.5));
/// </code>
/// </example>
public static class InteractivePlots
{
    /// <summary>
    /// The scores of both classes with three sliders: the threshold, which changes the confusion matrix, F1, precision and recall; the
    /// share of synthetic images, which changes F1 and precision, also those of the constant predictions; and an offset added to every
    /// logit, which moves both histograms.
    /// </summary>
    /// <param name="predictions">Scores in [0, 1] of images of both classes; all of them are stored in the page.</param>
    /// <param name="threshold">The threshold at which the chart starts.</param>
    /// <exception cref="ArgumentException">A class is absent, or a score lies outside [0, 1].</exception>
    public static InteractiveChart Scores(Predictions predictions, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(threshold);
        var counts = ConfusionCounts.Of(predictions, threshold);
        if (counts.Positives == 0 || counts.Negatives == 0 || predictions.Scores.Any(score => score is not (>= 0 and <= 1)))
        {
            throw new ArgumentException(
                $"'{predictions.Name}' needs real and synthetic images with scores in [0, 1]; the sliders move probabilities.",
                    nameof(predictions));
        }
        var title = $"{predictions.Name} at threshold {PlotText.Short(threshold.Value)}: F1 {PlotText.Number(counts.F1)}. " +
            "Move the threshold, the share of synthetic images and the logits";
        double[] Of(bool target) => [.. predictions.Scores.Where((_, index) => predictions.Targets[index] == target)
            .Select(score => Math.Round(score, 6))];
        var share = counts.Positives / (double)counts.Total;
        return new(title, InteractiveHtml.Of(title, Sliders(threshold.Value, share), "scores.js", new
        {
            Real = Of(false),
            Synthetic = Of(true),
            Threshold = Math.Round(threshold.Value, 6),
            Share = share,
            Colours = new[] { SeriesStyle.Negative.Color, SeriesStyle.Positive.Color },
        }));
    }

    /// <summary>
    /// One image after the other: real or synthetic? The answer comes with the image's source, the detector's score and its heat map, and
    /// the reader's right answers are counted beside the detector's.
    /// </summary>
    /// <param name="maps">Attribution maps of real and of synthetic images, in the order of the questions; at least one.</param>
    /// <param name="threshold">The threshold of the detector.</param>
    /// <exception cref="ArgumentException">There are no maps.</exception>
    public static InteractiveChart Guess(IReadOnlyList<AttributionMap> maps, Threshold threshold)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(threshold);
        if (maps.Count == 0)
        {
            throw new ArgumentException("A guess needs at least one image.", nameof(maps));
        }
        var title = $"Real or synthetic? {maps.Count.Counted("image")}, and what the detector says";
        return new(title, InteractiveHtml.Of(title, Questions, "guess.js", maps.Select(map => new
        {
            Image = ImageElement.Source(map.Image),
            Map = ImageElement.Source(AttributionPlots.Painted(map)),
            IsSynthetic = map.Record.IsPositive,
            map.Record.Source,
            Score = Math.Round(map.Score, 3),
            Detector = map.Score >= threshold.Value,
            map.Method,
        })));
    }

    private const string Questions = """
        <p data-part="question" aria-live="polite"></p>
        <div style="display:flex;flex-wrap:wrap;gap:.75em"><img data-part="image" alt="the image in question">
        <img data-part="map" alt="the detector's heat map" hidden></div>
        <p><button type="button" data-answer="real">real</button><button type="button" data-answer="synthetic">synthetic</button>
        <button type="button" data-part="next" hidden>next image</button></p>
        <p data-part="answer" aria-live="polite"></p>
        """;

    private static string Sliders(double threshold, double share) => string.Create(CultureInfo.InvariantCulture, $"""
        <svg viewBox="0 0 400 160" preserveAspectRatio="none" role="img" aria-label="histograms of the scores"></svg>
        <p style="display:flex;justify-content:space-between;gap:.5em;margin:.1em 0"><span>0</span>
        <span>score: real upwards, synthetic downwards</span><span>1</span></p>
        <label>threshold <span data-part="threshold"></span>
        <input type="range" data-control="threshold" min="0" max="1000" step="1" value="{Math.Round(1000 * threshold)}"></label>
        <label>share of synthetic images <span data-part="share"></span>
        <input type="range" data-control="share" min="1" max="99" step="1" value="{Math.Round(100 * share)}"></label>
        <label>added to every logit <span data-part="offset"></span>
        <input type="range" data-control="offset" min="-60" max="60" step="1" value="0"></label>
        <button type="button" data-part="reset">as measured</button>
        <table data-part="matrix"><thead><tr><th scope="col">image is</th><th scope="col">called real</th>
        <th scope="col">called synthetic</th></tr></thead>
        <tbody><tr><th scope="row">real</th><td></td><td></td></tr><tr><th scope="row">synthetic</th><td></td><td></td></tr></tbody></table>
        <p data-part="metrics" aria-live="polite"></p>
        """);
}

using MathNet.Numerics.Distributions;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Looks for each kind of failure in the confusion matrices that published figures allow.</summary>
internal sealed class PublishedFindings
{
    private readonly PublishedFigures figures;
    private readonly long images;
    private readonly long? positives;
    private readonly CollapseCriteria criteria;

    public PublishedFindings(PublishedFigures figures, long images, long? positives, CollapseCriteria criteria)
    {
        (this.figures, this.images, this.positives, this.criteria) = (figures, images, positives, criteria);
        Matrices = [.. new ConfusionSearch(figures, images, positives).Matrices()];
    }

    public IReadOnlyList<ConfusionCounts> Matrices { get; }

    private string Set => positives is { } known ? $"{known:N0} synthetic and {images - known:N0} real images" : $"{images:N0} images, whatever their balance,";

    public IReadOnlyList<Finding> All()
    {
        const string needsScores = "Four figures do not tell: it takes the scores.";
        Finding[] answered = Matrices.Count > 0
            ? [InAll(Ranking), InAll(Cut), InAll(Prior)]
            : [.. new[] { FailureKind.Ranking, FailureKind.Threshold, FailureKind.Prior }.Select(kind =>
                Finding.NotKnown(kind, "No confusion matrix has these figures."))];
        return [.. answered, Finding.NotKnown(FailureKind.Saturation, needsScores), Finding.NotKnown(FailureKind.Shift, needsScores),
            Finding.NotKnown(FailureKind.Calibration, needsScores)];
    }

    public string Consistency() => Matrices.Count switch
    {
        0 => $"The figures contradict each other: no confusion matrix of {Set} rounds to {figures.Counted}.{Suspects()}",
        1 => $"The figures agree: exactly one confusion matrix of {Set} rounds to {figures.Counted}: {Text(Matrices[0])}.",
        _ => $"The figures agree: {Matrices.Count:N0} confusion matrices of {Set} round to {figures.Counted}, from {Text(Matrices[0])} to {Text(Matrices[^1])}.",
    };

    /// <summary>The finding of the first matrix where all agree on its state; not known where they do not.</summary>
    private Finding InAll(Func<ConfusionCounts, Finding> of)
    {
        var first = of(Matrices[0]);
        return Matrices.Count == 1 ? first
            : Matrices.All(counts => of(counts).State == first.State)
                ? first with { Statement = $"{first.Statement} (The first of {Matrices.Count:N0} matrices that fit; all say so.)" }
                : Finding.NotKnown(first.Kind, $"Of the {Matrices.Count:N0} matrices that fit, some say so and some do not.");
    }

    private Finding Ranking(ConfusionCounts counts)
    {
        if (figures.RocAuc is not { } area)
        {
            return Finding.NotKnown(FailureKind.Ranking, "No ROC AUC was published, and one threshold says nothing of the others.");
        }
        if (counts.Positives == 0 || counts.Negatives == 0)
        {
            return Finding.NotKnown(FailureKind.Ranking, "One class is absent: there is nothing to rank.");
        }
        // The printed area may have been rounded down.
        var bounds = new AreaBounds(Math.Min(1, area + 0.5 * Math.Pow(10, -figures.Decimals)), counts.Prevalence);
        return Finding.Of(FailureKind.Ranking, bounds.ConcaveBalancedAccuracy < criteria.LeastBalancedAccuracy,
            $"{Concave(area, bounds)} {Any(bounds)} {Surest(counts)}",
            new(Metric.RocAuc.Name, area), new("trivial F1", bounds.TrivialF1), new("highest F1, concave", bounds.ConcaveF1),
            new("highest balanced accuracy, concave", bounds.ConcaveBalancedAccuracy), new("highest F1, any ranking", bounds.AnyF1),
            new("highest balanced accuracy, any ranking", bounds.AnyBalancedAccuracy));
    }

    private string Concave(double area, AreaBounds bounds) =>
        $"The ROC AUC is {area.ToString($"F{figures.Decimals}")}, at most {bounds.Area.ToString($"F{figures.Decimals + 1}")} before rounding. If a higher score never " +
        "means less likely synthetic (a concave ROC curve), the curve holds the triangle through (0, 0), each of its points and (1, 1), so " +
        $"recall − false alarms ≤ 2 · AUC − 1 = {bounds.ConcaveLead:0.0000} at every threshold. No threshold then has a balanced accuracy above " +
        $"(1 + {bounds.ConcaveLead:0.0000}) / 2 = {bounds.ConcaveBalancedAccuracy:0.000}, or an F1 above {bounds.ConcaveF1:0.000}; answering everything " +
        $"synthetic, without looking, has {bounds.TrivialF1:0.000}.";

    private static string Any(AreaBounds bounds) =>
        $"Without that assumption only recall × specificity ≤ AUC holds (every synthetic image found and real one left alone are a pair ranked " +
        $"rightly), which allows an F1 up to {bounds.AnyF1:0.000}, but for a ranking that puts {Wording.Percent(1 - bounds.Area)} of the real images " +
        "above every synthetic one and the others below.";

    private static string Surest(ConfusionCounts counts)
    {
        var called = counts.TruePositives + counts.FalsePositives;
        if (called == 0)
        {
            return "At the published threshold nothing is called synthetic.";
        }
        var (lower, upper) = Wilson(counts.TruePositives, called);
        return $"Of the {called:N0} images that scored highest, those called synthetic, {counts.TruePositives:N0} are: " +
            $"{Wording.Percent(counts.Precision)} [{Wording.Percent(lower)}, {Wording.Percent(upper)}], where drawing lots has {Wording.Percent(counts.Prevalence)}.";
    }

    private Finding Cut(ConfusionCounts counts)
    {
        var trivial = counts.Positives == 0 ? 0 : new ConfusionCounts(counts.Positives, counts.Negatives, 0, 0).F1;
        return Finding.Of(FailureKind.Threshold, trivial - counts.F1 >= criteria.LostF1,
            $"F1 is 2 · {counts.TruePositives:N0} / (2 · {counts.TruePositives:N0} + {counts.FalsePositives:N0} + {counts.FalseNegatives:N0}) = " +
            $"{TextTable.Figure(counts.F1)}; a threshold below every score has 2 · {counts.Positives:N0} / (2 · {counts.Positives:N0} + {counts.Negatives:N0}) = " +
            $"{TextTable.Figure(trivial)}." + (trivial > counts.F1 ? " So a lower threshold alone would have raised F1, without any skill." : ""),
            new(Metric.PlainF1.Name, counts.F1), new("trivial F1", trivial));
    }

    private Finding Prior(ConfusionCounts counts) => Finding.Of(
        FailureKind.Prior, Math.Abs(counts.PredictedPositiveRate - counts.Prevalence) >= criteria.PriorGap,
        $"{counts.TruePositives + counts.FalsePositives:N0} of {counts.Total:N0} images, {Wording.Percent(counts.PredictedPositiveRate)}, were called " +
        $"synthetic; {Wording.Percent(counts.Prevalence)} are.",
        new("predicted rate", counts.PredictedPositiveRate), new("true rate", counts.Prevalence));

    /// <summary>Which figures, left out one at a time, let the others agree.</summary>
    private string Suspects()
    {
        var given = figures.Named()[..4].Where(figure => figure.Value is not null).Select(figure => figure.Metric).ToArray();
        var suspects = given.Length < 4 ? [] : given
            .Where(metric => new ConfusionSearch(figures.Without(metric), images, positives).Matrices().Any()).ToArray();
        return given.Length < 4 ? "" : suspects.Length == 0
            ? " Leaving out any one of them does not help: perhaps the size of the set is another."
            : $" The others agree without {string.Join(", or without ", suspects.AsEnumerable())}.";
    }

    /// <summary>The 95 % interval of a share (Wilson, Journal of the American Statistical Association, 1927).</summary>
    private static (double Lower, double Upper) Wilson(long part, long whole)
    {
        var z = Normal.InvCDF(0, 1, 0.975);
        var share = part / (double)whole;
        var (centre, scale) = (share + z * z / (2 * whole), 1 + z * z / whole);
        var half = z * Math.Sqrt(share * (1 - share) / whole + z * z / (4.0 * whole * whole));
        return ((centre - half) / scale, (centre + half) / scale);
    }

    private static string Text(ConfusionCounts counts) =>
        $"TP {counts.TruePositives}, FP {counts.FalsePositives}, FN {counts.FalseNegatives}, TN {counts.TrueNegatives}";
}

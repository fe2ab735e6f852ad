using System.Globalization;
using System.Text;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>The kinds of failure that a detector's predictions show, from scores and labels or from a few published metrics.</summary>
/// <example>
/// <code>
/// var diagnosis = CollapseDiagnosis.Of(predictions, threshold);
/// Console.WriteLine(diagnosis.Verdict);
/// var ranking = diagnosis.Ranking;
/// var bySource = CollapseDiagnosis.BySource(predictions, threshold);
/// var published = CollapseDiagnosis.Of(PublishedMetrics.Of(Paper.Detection), images: 10_000);
/// </code>
/// </example>
public sealed class CollapseDiagnosis
{
    private CollapseDiagnosis(
        string name, IReadOnlyList<Finding> findings, IReadOnlyList<ConfusionCounts> matrices, string? consistency = null,
        RankingQuality? ranking = null) =>
        (Name, Findings, Matrices, Consistency, Ranking) = (name, findings, matrices, consistency, ranking);

    /// <summary>What was diagnosed: the name of the test set, or <c>published metrics</c>.</summary>
    public string Name { get; }

    /// <summary>One finding for each kind of failure, in the order of <see cref="FailureKind"/>.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The confusion matrix at the threshold; for published metrics, every matrix that rounds to them.</summary>
    public IReadOnlyList<ConfusionCounts> Matrices { get; }

    /// <summary>How well the scores rank the classes, with the interval of the AUC; null for published metrics.</summary>
    public RankingQuality? Ranking { get; }

    /// <summary>Whether published metrics are consistent, and which matrices fit; null for a diagnosis of scores.</summary>
    public string? Consistency { get; }

    /// <summary>The finding of a kind.</summary>
    /// <param name="kind">The kind of failure.</param>
    public Finding this[FailureKind kind] => Findings.Single(finding => finding.Kind == kind);

    /// <summary>The diagnosis in one line: what is predicted, how the scores rank, and what follows.</summary>
    public string Verdict => Ranking is null ? PublishedVerdict : ScoreVerdict.Of(Matrices[0], Ranking, Findings);

    private string PublishedVerdict
    {
        get
        {
            var found = Findings.Where(finding => finding.State == FindingState.Found).Select(finding => finding.Kind).ToArray();
            var others = found.Where(kind => kind is not (FailureKind.Ranking or FailureKind.Threshold))
                .Select(kind => kind.ToString().ToLowerInvariant()).ToArray();
            var head = Matrices.Count == 0 ? "the metrics are inconsistent"
                : (found.Contains(FailureKind.Ranking), found.Contains(FailureKind.Threshold)) switch
                {
                    (true, true) => "ranking failure, not only threshold",
                    (true, false) => "ranking failure",
                    (false, true) when this[FailureKind.Ranking].State == FindingState.NotFound =>
                        "threshold failure; the ranking is not known to fail",
                    (false, true) => "threshold failure; the ranking is unknown",
                    _ => "no collapse",
                };
            return others.Length == 0 ? head : $"{head}; also found: {string.Join(", ", others)}";
        }
    }

    /// <summary>Diagnoses a test set alone; a shift of scores remains unknown.</summary>
    /// <param name="test">At least one scored image.</param>
    /// <param name="threshold">The threshold of the detector; null for the usual one of the scale, 0.5 or a logit of 0.</param>
    /// <param name="criteria">What counts as a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static CollapseDiagnosis Of(Predictions test, Threshold? threshold = null, CollapseCriteria? criteria = null) =>
        Of(null, test, threshold, criteria);

    /// <summary>Diagnoses a test set, compared with the validation set that the detector was chosen on.</summary>
    /// <param name="validation">At least one scored image; null for none.</param>
    /// <param name="test">At least one scored image.</param>
    /// <param name="threshold">The threshold of the detector; null for the usual one of the scale, 0.5 or a logit of 0.</param>
    /// <param name="criteria">What counts as a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">A set has no items, or the scales of the two differ.</exception>
    public static CollapseDiagnosis Of(
        Predictions? validation, Predictions test, Threshold? threshold = null, CollapseCriteria? criteria = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (validation is not null)
        {
            ScoreCalibration.ThrowIfScalesDiffer(validation, test);
        }
        threshold ??= Threshold.Fixed(test.Scale.DefaultThreshold);
        criteria ??= new();
        var ranking = RankingQuality.Of(test, criteria);
        var findings = new ScoreFindings(validation, test, threshold, ranking, criteria);
        return new(test.Name, findings.All(), [ConfusionCounts.Of(test, threshold)], ranking: ranking);
    }

    /// <summary>
    /// Diagnoses each source of a set. A source of one class is diagnosed with all images of the other class that are in the set.
    /// </summary>
    /// <param name="predictions">At least one scored image, with records.</param>
    /// <param name="threshold">The threshold of the detector; null for the usual one of the scale, 0.5 or a logit of 0.</param>
    /// <param name="reference">
    /// The source whose scores the others are compared with, for lack of validation images, to find a shift; null for none.
    /// </param>
    /// <param name="criteria">What counts as a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no items, or no source is called like the reference.</exception>
    public static SourceDiagnoses BySource(
        Predictions predictions, Threshold? threshold = null, string? reference = null, CollapseCriteria? criteria = null) =>
        SourceDiagnoses.Of(predictions, threshold, reference, criteria);

    /// <summary>Diagnoses published metrics of a set whose class balance is known.</summary>
    /// <param name="metrics">At least three of accuracy, precision, recall and F1.</param>
    /// <param name="positives">Number of synthetic images.</param>
    /// <param name="negatives">Number of real images.</param>
    /// <param name="criteria">What counts as a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">Too few metrics, or one is outside [0, 1].</exception>
    public static CollapseDiagnosis Of(PublishedMetrics metrics, int positives, int negatives, CollapseCriteria? criteria = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(positives, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(negatives, 1);
        return Of(metrics, positives + (long)negatives, positives, criteria);
    }

    /// <summary>Diagnoses published metrics of a set of known size and unknown class balance: every balance is tried.</summary>
    /// <param name="metrics">At least three of accuracy, precision, recall and F1.</param>
    /// <param name="images">Size of the set, at most a million.</param>
    /// <param name="criteria">What counts as a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">Too few metrics, or one is outside [0, 1].</exception>
    public static CollapseDiagnosis Of(PublishedMetrics metrics, int images, CollapseCriteria? criteria = null) =>
        Of(metrics, images, null, criteria);

    /// <summary>The verdict and every finding, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Diagnosis of {Name}: {Verdict}\n");
        if (Consistency is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Consistency}\n");
        }
        foreach (var finding in Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{finding.Kind,-12} {finding.StateText,-9}  {finding.Statement}\n");
        }
        return text.ToString().TrimEnd();
    }

    private static CollapseDiagnosis Of(PublishedMetrics metrics, long images, long? positives, CollapseCriteria? criteria)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var published = new PublishedFindings(metrics, images, positives, criteria ?? new());
        return new("published metrics", published.All(), published.Matrices, published.Consistency());
    }
}

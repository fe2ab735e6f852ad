using System.Text;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>What kind of failure a detector's answers show, from its scores and the truth, or from a few published figures.</summary>
public sealed class CollapseDiagnosis
{
    private CollapseDiagnosis(string name, IReadOnlyList<Finding> findings, IReadOnlyList<ConfusionCounts> matrices, string? consistency = null) =>
        (Name, Findings, Matrices, Consistency) = (name, findings, matrices, consistency);

    /// <summary>What was diagnosed: the name of the test set, or <c>published figures</c>.</summary>
    public string Name { get; }

    /// <summary>One finding for each kind of failure, in the order of <see cref="FailureKind"/>.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The confusion matrix at the threshold; of published figures, every matrix that fits their rounding.</summary>
    public IReadOnlyList<ConfusionCounts> Matrices { get; }

    /// <summary>Whether published figures agree with each other, and which matrices fit; null for a diagnosis of scores.</summary>
    public string? Consistency { get; }

    /// <summary>The finding of a kind.</summary>
    /// <param name="kind">The kind of failure.</param>
    public Finding this[FailureKind kind] => Findings.Single(finding => finding.Kind == kind);

    /// <summary>The diagnosis in a few words.</summary>
    public string Verdict
    {
        get
        {
            var found = Findings.Where(finding => finding.State == FindingState.Found).Select(finding => finding.Kind).ToArray();
            var others = found.Where(kind => kind > FailureKind.Threshold).Select(kind => kind.ToString().ToLowerInvariant()).ToArray();
            var head = Matrices.Count == 0 ? "the figures contradict each other"
                : (found.Contains(FailureKind.Ranking), found.Contains(FailureKind.Threshold)) switch
                {
                    (true, true) => "ranking failure, not only threshold",
                    (true, false) => "ranking failure",
                    (false, true) when this[FailureKind.Ranking].State == FindingState.NotFound => "threshold failure: the ranking is fine, the cut is not",
                    (false, true) => "threshold failure; of the ranking nothing is known",
                    _ => "no collapse",
                };
            return others.Length == 0 ? head : $"{head}; also found: {string.Join(", ", others)}";
        }
    }

    /// <summary>Diagnoses a test set alone; of a shift nothing can be said.</summary>
    /// <param name="test">At least one scored image.</param>
    /// <param name="threshold">The threshold the detector answers with; null for 0.5.</param>
    /// <param name="criteria">From where on something is called a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static CollapseDiagnosis Of(Predictions test, Threshold? threshold = null, CollapseCriteria? criteria = null) =>
        Of(null, test, threshold, criteria);

    /// <summary>Diagnoses a test set beside the validation set that the detector was chosen on.</summary>
    /// <param name="validation">At least one scored image; null for none.</param>
    /// <param name="test">At least one scored image.</param>
    /// <param name="threshold">The threshold the detector answers with; null for 0.5.</param>
    /// <param name="criteria">From where on something is called a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">A set has no items.</exception>
    public static CollapseDiagnosis Of(
        Predictions? validation, Predictions test, Threshold? threshold = null, CollapseCriteria? criteria = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        threshold ??= Threshold.Fixed(0.5);
        var findings = new ScoreFindings(validation, test, threshold, criteria ?? new());
        return new(test.Name, findings.All(), [ConfusionCounts.Of(test, threshold)]);
    }

    /// <summary>Diagnoses published figures of a set whose balance is known.</summary>
    /// <param name="figures">At least three of accuracy, precision, recall and F1.</param>
    /// <param name="positives">Its synthetic images.</param>
    /// <param name="negatives">Its real images.</param>
    /// <param name="criteria">From where on something is called a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">Too few figures, or one is no share.</exception>
    public static CollapseDiagnosis Of(PublishedFigures figures, int positives, int negatives, CollapseCriteria? criteria = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(positives, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(negatives, 1);
        return Of(figures, positives + (long)negatives, positives, criteria);
    }

    /// <summary>Diagnoses published figures of a set of which only the size is known: every balance is tried.</summary>
    /// <param name="figures">At least three of accuracy, precision, recall and F1.</param>
    /// <param name="images">Size of the set, at most a million.</param>
    /// <param name="criteria">From where on something is called a failure; null for the defaults.</param>
    /// <exception cref="ArgumentException">Too few figures, or one is no share.</exception>
    public static CollapseDiagnosis Of(PublishedFigures figures, int images, CollapseCriteria? criteria = null) => Of(figures, images, null, criteria);

    /// <summary>The verdict and every finding, as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Diagnosis of {Name}: {Verdict}\n");
        if (Consistency is not null)
        {
            text.Append($"{Consistency}\n");
        }
        foreach (var finding in Findings)
        {
            text.Append($"{finding.Kind,-12} {finding.Answer,-9}  {finding.Statement}\n");
        }
        return text.ToString().TrimEnd();
    }

    private static CollapseDiagnosis Of(PublishedFigures figures, long images, long? positives, CollapseCriteria? criteria)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var published = new PublishedFindings(figures, images, positives, criteria ?? new());
        return new("published figures", published.All(), published.Matrices, published.Consistency());
    }
}

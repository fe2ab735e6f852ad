using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>Rounded metrics of a detector, as published. At least three of accuracy, precision, recall and F1 are needed.</summary>
public sealed record PublishedMetrics
{
    /// <summary>Share of images classified correctly, in [0, 1]; null where not published.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Share of the images predicted synthetic that are synthetic, in [0, 1]; null where not published.</summary>
    public double? Precision { get; init; }

    /// <summary>Share of the synthetic images predicted synthetic, in [0, 1]; null where not published.</summary>
    public double? Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall, in [0, 1]; null where not published.</summary>
    public double? F1 { get; init; }

    /// <summary>
    /// Area under the ROC curve, in [0, 1]; null where not published. It constrains no confusion matrix, but bounds what any threshold
    /// can reach.
    /// </summary>
    public double? RocAuc { get; init; }

    /// <summary>Number of published decimals, 1 to 8; values are taken as rounded to the last.</summary>
    public int Decimals { get; init; } = 4;

    /// <summary>Published values by metric, such as <see cref="Paper.Detection"/>.</summary>
    /// <param name="values">Values by metric; those of other metrics are ignored.</param>
    /// <param name="decimals">Number of published decimals.</param>
    public static PublishedMetrics Of(IReadOnlyDictionary<Metric, double> values, int decimals = 4)
    {
        ArgumentNullException.ThrowIfNull(values);
        double? Find(Metric metric) => values.TryGetValue(metric, out var value) ? value : null;
        return new()
        {
            Accuracy = Find(Metric.Accuracy),
            Precision = Find(Metric.Precision),
            Recall = Find(Metric.Recall),
            F1 = Find(Metric.F1),
            RocAuc = Find(Metric.RocAuc),
            Decimals = decimals,
        };
    }

    /// <summary>The published metrics as text.</summary>
    public override string ToString() => Text(Named());

    /// <summary>The metrics that follow from a confusion matrix, as text.</summary>
    internal string Counted => Text(Named()[..4]);

    internal (Metric Metric, double? Value)[] Named() =>
        [(Metric.Accuracy, Accuracy), (Metric.Precision, Precision), (Metric.Recall, Recall), (Metric.PlainF1, F1),
        (Metric.RocAuc, RocAuc)];

    /// <summary>The same without one metric.</summary>
    internal PublishedMetrics Without(Metric metric) =>
        metric == Metric.Accuracy ? this with { Accuracy = null }
        : metric == Metric.Precision ? this with { Precision = null }
        : metric == Metric.Recall ? this with { Recall = null }
        : this with { F1 = null };

    private string Text(IEnumerable<(Metric Metric, double? Value)> values) =>
        string.Join(", ", values.Where(known => known.Value is not null)
        .Select(known => $"{known.Metric} {known.Value!.Value.Invariant($"F{Decimals}")}"));

    internal void Validate()
    {
        if (Decimals is < 1 or > 8)
        {
            throw new ArgumentOutOfRangeException(nameof(Decimals), Decimals, "Published metrics have 1 to 8 decimals.");
        }
        foreach (var (metric, value) in Named().Where(known => known.Value is not (null or (>= 0 and <= 1))))
        {
            throw new ArgumentException($"The published {metric} is {value?.Invariant()}; it must be a share in [0, 1], not a percentage.");
        }
        if (Named()[..4].Count(known => known.Value is not null) < 3)
        {
            throw new ArgumentException(
                $"At least three of accuracy, precision, recall and F1 are needed; published are {(ToString() is "" ? "none" : this)}.");
        }
    }
}

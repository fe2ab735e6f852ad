using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>The figures a paper prints of a detector, rounded. At least three of accuracy, precision, recall and F1 are needed.</summary>
public sealed record PublishedFigures
{
    /// <summary>Share of images answered rightly, in [0, 1]; null where not published.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Share of the answers <em>synthetic</em> that are right, in [0, 1]; null where not published.</summary>
    public double? Precision { get; init; }

    /// <summary>Share of the synthetic images found, in [0, 1]; null where not published.</summary>
    public double? Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall, in [0, 1]; null where not published.</summary>
    public double? F1 { get; init; }

    /// <summary>Area under the ROC curve, in [0, 1]; null where not published. It fits any matrix; it bounds what thresholds could do.</summary>
    public double? RocAuc { get; init; }

    /// <summary>Decimals that were printed, 1 to 8. Half a unit of the last may be lost, in either direction.</summary>
    public int Decimals { get; init; } = 4;

    /// <summary>Published values by metric, such as <see cref="Paper.Detection"/>.</summary>
    /// <param name="figures">Values by metric; those of other metrics are ignored.</param>
    /// <param name="decimals">Decimals that were printed.</param>
    public static PublishedFigures Of(IReadOnlyDictionary<Metric, double> figures, int decimals = 4)
    {
        ArgumentNullException.ThrowIfNull(figures);
        double? Find(Metric metric) => figures.TryGetValue(metric, out var value) ? value : null;
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

    /// <summary>The figures that were published, in words.</summary>
    public override string ToString() => Text(Named());

    /// <summary>Those of the figures that follow from a confusion matrix, in words.</summary>
    internal string Counted => Text(Named()[..4]);

    internal (Metric Metric, double? Value)[] Named() =>
        [(Metric.Accuracy, Accuracy), (Metric.Precision, Precision), (Metric.Recall, Recall), (Metric.PlainF1, F1), (Metric.RocAuc, RocAuc)];

    /// <summary>The figures without one of them.</summary>
    internal PublishedFigures Without(Metric metric) =>
        metric == Metric.Accuracy ? this with { Accuracy = null }
        : metric == Metric.Precision ? this with { Precision = null }
        : metric == Metric.Recall ? this with { Recall = null }
        : this with { F1 = null };

    private string Text(IEnumerable<(Metric Metric, double? Value)> figures) => string.Join(", ", figures.Where(figure => figure.Value is not null)
        .Select(figure => $"{figure.Metric} {figure.Value!.Value.ToString($"F{Decimals}")}"));

    internal void Validate()
    {
        if (Decimals is < 1 or > 8)
        {
            throw new ArgumentOutOfRangeException(nameof(Decimals), Decimals, "Published figures have 1 to 8 decimals.");
        }
        foreach (var (metric, value) in Named().Where(figure => figure.Value is not (null or (>= 0 and <= 1))))
        {
            throw new ArgumentException($"The published {metric} is {value}; it must be a share in [0, 1], not a percentage.");
        }
        if (Named()[..4].Count(figure => figure.Value is not null) < 3)
        {
            throw new ArgumentException($"At least three of accuracy, precision, recall and F1 are needed; published are {(ToString() is "" ? "none" : this)}.");
        }
    }
}

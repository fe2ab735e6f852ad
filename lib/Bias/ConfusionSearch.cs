using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Finds every confusion matrix whose metrics round to the published ones.</summary>
internal sealed class ConfusionSearch
{
    private readonly PublishedMetrics metrics;
    private readonly long images;
    private readonly long? positives;
    private readonly long unit;

    /// <param name="metrics">The published metrics.</param>
    /// <param name="images">Size of the set, at most a million.</param>
    /// <param name="positives">Number of synthetic images; null for every class balance.</param>
    public ConfusionSearch(PublishedMetrics metrics, long images, long? positives)
    {
        metrics.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(images, 1_000_000);
        (this.metrics, this.images, this.positives) = (metrics, images, positives);
        unit = (long)Math.Pow(10, metrics.Decimals);
    }

    /// <summary>
    /// All matrices, in ascending order of true positives. Every metric narrows the search: accuracy and F1 bound the errors for a number
    /// of true positives, precision the false positives among them, recall the false negatives.
    /// </summary>
    public IEnumerable<ConfusionCounts> Matrices()
    {
        for (long truePositives = 0; truePositives <= (positives ?? images); truePositives++)
        {
            var errors = Besides(2 * truePositives, metrics.F1).And(Errors());
            var alarms = Range.UpTo(images - (positives ?? truePositives))
                .And(Besides(truePositives, metrics.Precision)).And(Range.UpTo(errors.Last));
            if (errors.First > errors.Last)
            {
                continue;
            }
            for (var falsePositives = alarms.First; falsePositives <= alarms.Last; falsePositives++)
            {
                var misses = Misses(truePositives, falsePositives, errors);
                for (var falseNegatives = misses.First; falseNegatives <= misses.Last; falseNegatives++)
                {
                    var counts = new ConfusionCounts(truePositives, falsePositives,
                        images - truePositives - falsePositives - falseNegatives, falseNegatives);
                    if (Fits(counts))
                    {
                        yield return counts;
                    }
                }
            }
        }
    }

    private Range Errors() => metrics.Accuracy is { } accuracy
        ? new(Floor(images * (1 - High(accuracy))), Ceiling(images * (1 - Low(accuracy))))
        : Range.All;

    private Range Misses(long truePositives, long falsePositives, Range errors)
    {
        var all = positives is { } known ? new Range(known - truePositives, known - truePositives)
            : Range.UpTo(images - truePositives - falsePositives);
        return all.And(Besides(truePositives, metrics.Recall)).And(new(errors.First - falsePositives, errors.Last - falsePositives));
    }

    /// <summary>The range of others such that part / (part + others) rounds to the published share.</summary>
    private Range Besides(long part, double? share) => share is not { } published ? Range.All : new(
        Floor(part / High(published) - part),
        Low(published) <= 0 ? Range.All.Last : Ceiling(part / Low(published) - part));

    private bool Fits(ConfusionCounts counts) =>
        Rounds(counts.TruePositives + counts.TrueNegatives, counts.Total, metrics.Accuracy)
        && Rounds(counts.TruePositives, counts.TruePositives + counts.FalsePositives, metrics.Precision)
        && Rounds(counts.TruePositives, counts.Positives, metrics.Recall)
        && Rounds(2 * counts.TruePositives, 2 * counts.TruePositives + counts.FalsePositives + counts.FalseNegatives, metrics.F1);

    /// <summary>|part / whole − published| ≤ half a unit, in integers; 0/0 is 0.</summary>
    private bool Rounds(long part, long whole, double? published) =>
        published is not { } value || (Math.Round(value * unit) is var units && whole == 0 ? units == 0
            : Math.Abs(2 * unit * part - 2 * (long)units * whole) <= whole);

    private double Low(double published) => published - 0.5 / unit;

    private double High(double published) => published + 0.5 / unit;

    // One beyond either end, so that rounding of doubles excludes nothing; Fits decides.
    private static long Floor(double value) => (long)Math.Floor(value) - 1;

    private static long Ceiling(double value) => (long)Math.Ceiling(value) + 1;

    private readonly record struct Range(long First, long Last)
    {
        public static Range All { get; } = new(0, long.MaxValue / 2);

        public static Range UpTo(long last) => new(0, last);

        public Range And(Range other) => new(Math.Max(First, other.First), Math.Min(Last, other.Last));
    }
}

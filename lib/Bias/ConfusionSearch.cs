using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>Finds every whole-number confusion matrix whose figures round to published ones.</summary>
internal sealed class ConfusionSearch
{
    private readonly PublishedFigures figures;
    private readonly long images;
    private readonly long? positives;
    private readonly long unit;

    /// <param name="figures">The published figures.</param>
    /// <param name="images">Size of the set, at most a million.</param>
    /// <param name="positives">Its synthetic images; null for every balance.</param>
    public ConfusionSearch(PublishedFigures figures, long images, long? positives)
    {
        figures.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(images, 1_000_000);
        (this.figures, this.images, this.positives) = (figures, images, positives);
        unit = (long)Math.Pow(10, figures.Decimals);
    }

    /// <summary>
    /// All matrices, those with the fewest true positives first. Every figure narrows what is tried: accuracy and F1 the errors for each
    /// number of true positives, precision the false alarms among them, recall the misses.
    /// </summary>
    public IEnumerable<ConfusionCounts> Matrices()
    {
        for (long found = 0; found <= (positives ?? images); found++)
        {
            var errors = Besides(2 * found, figures.F1).And(WrongAnswers());
            var alarms = Range.UpTo(images - (positives ?? found)).And(Besides(found, figures.Precision)).And(Range.UpTo(errors.Last));
            if (errors.First > errors.Last)
            {
                continue;
            }
            for (var accused = alarms.First; accused <= alarms.Last; accused++)
            {
                var misses = Misses(found, accused, errors);
                for (var missed = misses.First; missed <= misses.Last; missed++)
                {
                    var counts = new ConfusionCounts(found, accused, images - found - accused - missed, missed);
                    if (Fits(counts))
                    {
                        yield return counts;
                    }
                }
            }
        }
    }

    private Range WrongAnswers() => figures.Accuracy is { } accuracy
        ? new(Floor(images * (1 - High(accuracy))), Ceiling(images * (1 - Low(accuracy))))
        : Range.All;

    private Range Misses(long found, long accused, Range errors)
    {
        var all = positives is { } known ? new Range(known - found, known - found) : Range.UpTo(images - found - accused);
        return all.And(Besides(found, figures.Recall)).And(new(errors.First - accused, errors.Last - accused));
    }

    /// <summary>How many others there may be so that the part is the published share of part and others together.</summary>
    private Range Besides(long part, double? share) => share is not { } published ? Range.All : new(
        Floor(part / High(published) - part),
        Low(published) <= 0 ? Range.All.Last : Ceiling(part / Low(published) - part));

    private bool Fits(ConfusionCounts counts) =>
        Rounds(counts.TruePositives + counts.TrueNegatives, counts.Total, figures.Accuracy)
        && Rounds(counts.TruePositives, counts.TruePositives + counts.FalsePositives, figures.Precision)
        && Rounds(counts.TruePositives, counts.Positives, figures.Recall)
        && Rounds(2 * counts.TruePositives, 2 * counts.TruePositives + counts.FalsePositives + counts.FalseNegatives, figures.F1);

    /// <summary>|part / whole − published| ≤ half a unit, in whole numbers; 0/0 counts as 0.</summary>
    private bool Rounds(long part, long whole, double? published) =>
        published is not { } value || (Math.Round(value * unit) is var units && whole == 0 ? units == 0
            : Math.Abs(2 * unit * part - 2 * (long)units * whole) <= whole);

    private double Low(double published) => published - 0.5 / unit;

    private double High(double published) => published + 0.5 / unit;

    // One beyond either end, so that the rounding of doubles leaves nothing out; Fits decides.
    private static long Floor(double value) => (long)Math.Floor(value) - 1;

    private static long Ceiling(double value) => (long)Math.Ceiling(value) + 1;

    private readonly record struct Range(long First, long Last)
    {
        public static Range All { get; } = new(0, long.MaxValue / 2);

        public static Range UpTo(long last) => new(0, last);

        public Range And(Range other) => new(Math.Max(First, other.First), Math.Min(Last, other.Last));
    }
}

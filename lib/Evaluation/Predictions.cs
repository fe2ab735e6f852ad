using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>
/// The scores of one set of images beside their targets: what every detection metric is computed from.
/// Usually made by a predictor from records; metrics alone need only arrays.
/// </summary>
public sealed class Predictions
{
    private readonly IReadOnlyList<ImageRecord>? records;

    /// <summary>Predictions of known images; the targets are the records' labels.</summary>
    /// <param name="name">What the set is called in reports, for example <c>test</c>.</param>
    /// <param name="items">The images and their scores; may be empty.</param>
    /// <exception cref="ArgumentException">A score is not finite; the message names the file.</exception>
    public Predictions(string name, IEnumerable<Prediction> items)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(items);
        var list = items.ToArray();
        Name = name;
        records = Array.ConvertAll(list, item => item.Record);
        Scores = Array.ConvertAll(list, item => item.Score);
        Targets = Array.ConvertAll(list, item => item.Record.IsPositive);
        RefuseBrokenScores();
    }

    /// <summary>Predictions of known images; the targets are the records' labels.</summary>
    /// <param name="name">What the set is called in reports, for example <c>test</c>.</param>
    /// <param name="records">The images; may be empty.</param>
    /// <param name="scores">One finite score per image, in [0, 1], in the same order.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is not finite; the message names the file.</exception>
    public Predictions(string name, IReadOnlyList<ImageRecord> records, IReadOnlyList<double> scores)
        : this(name, Pair(records, scores))
    {
    }

    /// <summary>Predictions from plain arrays, which are copied; there are no records behind them.</summary>
    /// <param name="name">What the set is called in reports, for example <c>test</c>.</param>
    /// <param name="scores">One finite score per item, higher = more likely positive. Calibration needs [0, 1]; ranking takes any range.</param>
    /// <param name="targets">One per score; true = positive (synthetic, edited).</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is not finite; the message says which.</exception>
    public Predictions(string name, double[] scores, bool[] targets)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(targets);
        if (scores.Length != targets.Length)
        {
            throw new ArgumentException(
                $"Every score needs one target: there are {scores.Length} scores and {targets.Length} targets.", nameof(targets));
        }
        Name = name;
        Scores = [.. scores];
        Targets = [.. targets];
        RefuseBrokenScores();
    }

    /// <summary>What the set is called in reports.</summary>
    public string Name { get; }

    /// <summary>Number of items.</summary>
    public int Count => Scores.Length;

#pragma warning disable CA1819 // metrics take plain arrays; a copy at every access would not do
    /// <summary>One finite score per item, higher = more likely positive. Not to be written to.</summary>
    public double[] Scores { get; }

    /// <summary>One target per item; true = positive (synthetic, edited). Not to be written to.</summary>
    public bool[] Targets { get; }
#pragma warning restore CA1819

    /// <summary>True where records stand behind the scores.</summary>
    public bool HasRecords => records is not null;

    /// <summary>The images, in the order of the scores.</summary>
    /// <exception cref="InvalidOperationException">The predictions were made from plain arrays.</exception>
    public IReadOnlyList<ImageRecord> Records => records ?? throw new InvalidOperationException(
        $"The predictions '{Name}' were made from plain arrays and have no records. Make them from (record, score) pairs where records are needed.");

    /// <summary>Images and scores in pairs.</summary>
    /// <exception cref="InvalidOperationException">The predictions were made from plain arrays.</exception>
    public IEnumerable<Prediction> Items => Records.Zip(Scores, (record, score) => new Prediction(record, score));

    /// <summary>What the set consists of, so that a threshold knows the set it was chosen on.</summary>
    internal SampleIdentity Identity => new(Name, Scores, Targets, records);

    /// <summary>The part of the predictions whose records are kept, in the same order.</summary>
    /// <param name="keep">True for a record to keep.</param>
    /// <param name="name">The part's name; null keeps the name of the whole.</param>
    /// <exception cref="InvalidOperationException">The predictions were made from plain arrays.</exception>
    public Predictions Where(Func<ImageRecord, bool> keep, string? name = null) =>
        new(name ?? Name, Items.Where(item => keep(item.Record)));

    private static IEnumerable<Prediction> Pair(IReadOnlyList<ImageRecord> records, IReadOnlyList<double> scores)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(scores);
        return records.Count == scores.Count
            ? records.Zip(scores, (record, score) => new Prediction(record, score))
            : throw new ArgumentException($"Every image needs one score: there are {records.Count} images and {scores.Count} scores.", nameof(scores));
    }

    private void RefuseBrokenScores()
    {
        var broken = Array.FindIndex(Scores, score => !double.IsFinite(score));
        if (broken >= 0)
        {
            var item = HasRecords ? Records[broken].Path : $"item {broken}";
            throw new ArgumentException($"The score of {item} in '{Name}' is {Scores[broken]}; a metric needs finite scores.");
        }
    }
}

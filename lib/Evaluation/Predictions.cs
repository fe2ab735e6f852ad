using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>
/// The scores and targets of a set of images, from which every detection metric is computed. Usually made by
/// <see cref="Predictor"/>; plain arrays will do.
/// </summary>
public sealed class Predictions
{
    private readonly IReadOnlyList<ImageRecord>? records;
    private readonly double[]? logits;
    private readonly ScoreScale? scale;

    /// <summary>Predictions of images; the targets are the records' labels.</summary>
    /// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
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
        logits = list.All(item => item.Logit is not null) ? Array.ConvertAll(list, item => item.Logit!.Value) : null;
        ThrowIfNotFinite();
    }

    /// <summary>Predictions of images; the targets are the records' labels.</summary>
    /// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
    /// <param name="records">The images; may be empty.</param>
    /// <param name="scores">One finite score per image, in the same order.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a score is not finite; the message names the file.</exception>
    public Predictions(string name, IReadOnlyList<ImageRecord> records, IReadOnlyList<double> scores)
        : this(name, Pair(records, scores))
    {
    }

    /// <summary>Predictions from plain arrays, which are copied, without records.</summary>
    /// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
    /// <param name="scores">
    /// One finite score per item, higher = more likely positive: probabilities or logits (<see cref="Scale"/>).
    /// </param>
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
                $"Every score needs one target: got {scores.Length.Counted("score")} and {targets.Length.Counted("target")}.",
                nameof(targets));
        }
        Name = name;
        Scores = [.. scores];
        Targets = [.. targets];
        ThrowIfNotFinite();
    }

    /// <summary>Name of the set in reports.</summary>
    public string Name { get; }

    /// <summary>Number of items.</summary>
    public int Count => Scores.Length;

#pragma warning disable CA1819 // metrics take plain arrays; copying at every access is too slow
    /// <summary>One finite score per item, higher = more likely positive. Do not modify.</summary>
    public double[] Scores { get; }

    /// <summary>One target per item; true = positive (synthetic, edited). Do not modify.</summary>
    public bool[] Targets { get; }
#pragma warning restore CA1819

    /// <summary>
    /// What the scores are. Detected from their values where nobody says (<see cref="ScoreScale.Of"/>); subsets keep the scale of the set.
    /// </summary>
    /// <exception cref="ArgumentException">The scores are said to be probabilities, and one lies outside [0, 1].</exception>
    public ScoreScale Scale
    {
        get => scale ?? ScoreScale.Of(Scores);
        init => scale = value != ScoreScale.Probability || ScoreScale.Of(Scores) == value ? value : throw new ArgumentException(
            $"The scores of '{Name}' lie between {Scores.Min().Invariant()} and {Scores.Max().Invariant()}, so they are not " +
            "probabilities; say ScoreScale.Logit where they are logits, or convert them.", nameof(value));
    }

    /// <summary>True where there are records; false for predictions from plain arrays.</summary>
    public bool HasRecords => records is not null;

    /// <summary>The images, in the order of the scores.</summary>
    /// <exception cref="InvalidOperationException">The predictions were made from plain arrays.</exception>
    public IReadOnlyList<ImageRecord> Records => records ?? throw new InvalidOperationException(
        $"The predictions '{Name}' were made from plain arrays and have no records. " +
        "Make them from (record, score) pairs where records are needed.");

    /// <summary>Images and scores in pairs.</summary>
    /// <exception cref="InvalidOperationException">The predictions were made from plain arrays.</exception>
    public IEnumerable<Prediction> Items =>
        Records.Select((record, item) => new Prediction(record, Scores[item]) { Logit = logits?[item] });

    /// <summary>One logit per item, which ranks items of equal score; null where an item has none.</summary>
    internal double[]? Logits => logits;

    /// <summary>Identifies the set, so that a threshold knows the set it was chosen on.</summary>
    internal SampleIdentity Identity => new(Name, Scores, Targets, records) { Scale = Scale };

    /// <summary>The predictions whose records satisfy a condition, in the same order.</summary>
    /// <param name="keep">True for a record to keep.</param>
    /// <param name="name">Name of the subset; null keeps the name.</param>
    /// <exception cref="InvalidOperationException">The predictions were made from plain arrays.</exception>
    public Predictions Where(Func<ImageRecord, bool> keep, string? name = null) =>
        new(name ?? Name, Items.Where(item => keep(item.Record))) { Scale = Scale };

    private static IEnumerable<Prediction> Pair(IReadOnlyList<ImageRecord> records, IReadOnlyList<double> scores)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(scores);
        return records.Count == scores.Count
            ? records.Zip(scores, (record, score) => new Prediction(record, score))
            : throw new ArgumentException(
                $"Every image needs one score: got {records.Count.Counted("image")} and {scores.Count.Counted("score")}.", nameof(scores));
    }

    private void ThrowIfNotFinite()
    {
        var invalid = Array.FindIndex(Scores, score => !double.IsFinite(score));
        if (invalid >= 0)
        {
            var item = HasRecords ? Records[invalid].Path : $"item {invalid}";
            throw new ArgumentException($"The score of {item} in '{Name}' is {Scores[invalid].Invariant()}; metrics need finite scores.");
        }
    }
}

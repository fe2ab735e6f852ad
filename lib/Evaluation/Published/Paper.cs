using Telltale.Data.Embedded;

namespace Telltale.Evaluation;

/// <summary>What the paper reports, for comparison.</summary>
public static class Paper
{
    /// <summary>The paper's title.</summary>
    public const string Title = "Examining Difficulties with CNNs and Segmentation Models for Real-vs. Synthetic Image Detection";

    /// <summary>The paper's authors.</summary>
    public const string Authors = "Amrit Gopinath, Amudhan A, Adithya Sivakumar and Vijayalakshmi";

    /// <summary>Where it appeared.</summary>
    public const string Venue = "MediaEval 2025, Dublin";

    /// <summary>The page of the task that the paper took part in.</summary>
    public const string TaskPage = "https://multimediaeval.github.io/editions/2025/tasks/synthim";

    /// <summary>
    /// Table 1: detection on the task's in-the-wild test set of 10,000 images, at the fixed threshold 0.5 of the authors' code.
    /// </summary>
    public static IReadOnlyDictionary<Metric, double> Detection { get; } = new Dictionary<Metric, double>
    {
        [Metric.Accuracy] = 0.5005,
        [Metric.Precision] = 0.5076,
        [Metric.Recall] = 0.0334,
        [Metric.F1] = 0.0627,
        [Metric.RocAuc] = 0.5512,
        [Metric.AveragePrecision] = 0.5278,
    };

    /// <summary>
    /// Table 2: whole images classified by mask coverage, the authors' top three methods. Balanced accuracy, ROC AUC, F1_th as in
    /// <see cref="LocalizationTables.Detection"/>.
    /// </summary>
    public static PaperTable LocalizationDetection { get; } = new(
        [
            new("RAISE", "hdpainter", [0.4724, 0.4719, 0.4658]),
            new("RAISE", "removeanything", [0.4844, 0.4893, 0.4500]),
            new("OpenImages", "removeanything", [0.5480, 0.5477, 0.4069]),
        ],
        [0.5102, 0.5123, 0.3624]);

    /// <summary>
    /// Table 3: masks. F1_th, IoU as in <see cref="LocalizationTables.Segmentation"/>; the paper does not say how they were averaged.
    /// </summary>
    public static PaperTable LocalizationSegmentation { get; } = new(
        [
            new("RAISE", "mixed", [0.5745, 0.5075]),
            new("COCO", "mixed", [0.4615, 0.3733]),
            new("OpenImages", "mixed", [0.3856, 0.3284]),
        ],
        [0.3570, 0.3075]);

    /// <summary>F1_th of RAISE, mixed, in the paper's text; its table 3 says otherwise.</summary>
    public const double RaiseMixedInText = 0.649;
}

/// <summary>Some rows of a table of the paper, and its average row.</summary>
/// <param name="Rows">The rows printed there.</param>
/// <param name="Average">The row AVG, over more rows than are printed.</param>
public sealed record PaperTable(IReadOnlyList<PaperRow> Rows, IReadOnlyList<double> Average);

/// <summary>A row of a table of the paper. It does not separate spliced from fully regenerated images.</summary>
/// <param name="Source">Which images were edited.</param>
/// <param name="Method">How.</param>
/// <param name="Values">The values, in the table's order.</param>
public sealed record PaperRow(string Source, string Method, IReadOnlyList<double> Values)
{
    // Images that imitate a source or an editor stand beside the paper's row of that name.
    internal bool IsOf(string source, string method) =>
        Source.Equals(SimulatedName.Imitated(source), StringComparison.OrdinalIgnoreCase)
        && Method.Equals(SimulatedName.Imitated(method), StringComparison.OrdinalIgnoreCase);
}

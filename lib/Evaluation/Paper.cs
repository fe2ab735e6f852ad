namespace Telltale.Evaluation;

/// <summary>What the paper reports, to stand beside what is measured.</summary>
public static class Paper
{
    /// <summary>Where the figures come from.</summary>
    public const string Source = "Gopinath, Amudhan, Sivakumar and Vijayalakshmi: " +
        "Examining Difficulties with CNNs and Segmentation Models for Real-vs. Synthetic Image Detection, MediaEval 2025";

    /// <summary>
    /// Table 1: detection on the task's in-the-wild test set of 10,000 images, at the fixed threshold 0.5 of the authors' code.
    /// Named as in <see cref="DetectionReport"/>.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Detection { get; } = new Dictionary<string, double>
    {
        ["accuracy"] = 0.5005,
        ["precision"] = 0.5076,
        ["recall"] = 0.0334,
        ["F1_th"] = 0.0627,
        ["ROC AUC"] = 0.5512,
        ["average precision"] = 0.5278,
    };
}

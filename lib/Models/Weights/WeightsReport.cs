namespace Telltale.Models;

/// <summary>Where a model's weights came from. Print it: results cannot be reproduced without it.</summary>
/// <param name="Source">The file; null for random weights.</param>
/// <param name="ReplacedClassifier">
/// True if the file's classifier had a different number of classes, so the model kept its random one.
/// </param>
/// <param name="Sentence">The same as a sentence.</param>
public sealed record WeightsReport(string? Source, bool ReplacedClassifier, string Sentence)
{
    /// <summary>True if nothing was loaded and the weights are random.</summary>
    public bool IsFromScratch => Source is null;

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}

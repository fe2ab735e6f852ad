namespace Telltale.Models;

/// <summary>Where a model's weights came from, to be printed: a result without this line cannot be repeated.</summary>
/// <param name="Source">The file; null where the model starts from random weights.</param>
/// <param name="ReplacedClassifier">
/// True where the file's classifier had another number of classes, so that the model's own random one was kept.
/// </param>
/// <param name="Sentence">The same in words.</param>
public sealed record WeightsReport(string? Source, bool ReplacedClassifier, string Sentence)
{
    /// <summary>True where the weights are random: nothing was loaded.</summary>
    public bool IsFromScratch => Source is null;

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}

using System.Collections;

namespace Telltale.Evaluation;

/// <summary>The predicted masks of a set of images, in memory: 5 bytes per pixel.</summary>
/// <param name="name">Name of the set in reports, for example <c>test</c>.</param>
/// <param name="masks">The masks; their order is kept.</param>
public sealed class PredictedMasks(string name, IEnumerable<PredictedMask> masks) : IReadOnlyList<PredictedMask>
{
    private readonly PredictedMask[] masks = [.. masks];

    /// <summary>Name of the set in reports.</summary>
    public string Name => name;

    /// <summary>Number of images.</summary>
    public int Count => masks.Length;

    /// <summary>The mask at a position.</summary>
    public PredictedMask this[int index] => masks[index];

    /// <inheritdoc/>
    public IEnumerator<PredictedMask> GetEnumerator() => ((IEnumerable<PredictedMask>)masks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

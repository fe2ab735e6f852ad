namespace Telltale.Bias;

/// <summary>
/// Finds files by the ends of their paths: what another tool calls <c>data/faces/1.png</c> is <c>/home/me/faces/1.png</c> here, as long
/// as no other file ends in as much of it.
/// </summary>
internal sealed class PathMatch<T>
{
    private readonly ILookup<string, (string[] Parts, T Item)> byName;
    private readonly bool extensions;

    /// <param name="items">What is looked for.</param>
    /// <param name="pathOf">Its path.</param>
    /// <param name="extensions">False where <c>1.jpg</c> and <c>1.png</c> are the same.</param>
    public PathMatch(IEnumerable<T> items, Func<T, string> pathOf, bool extensions)
    {
        this.extensions = extensions;
        byName = items.Select(item => (Parts: Parts(pathOf(item)), Item: item)).ToLookup(item => item.Parts[0], StringComparer.Ordinal);
    }

    /// <summary>The items whose paths agree with a path in most parts from their ends: one where it is clear, none where no name is the same.</summary>
    public IReadOnlyList<T> Find(string path)
    {
        var parts = Parts(path);
        var candidates = byName[parts[0]].Select(known => (Agreeing: known.Parts.Zip(parts).TakeWhile(pair => pair.First == pair.Second).Count(), known.Item)).ToArray();
        return candidates.Length == 0 ? [] : [.. candidates.Where(known => known.Agreeing == candidates.Max(other => other.Agreeing)).Select(known => known.Item)];
    }

    private string[] Parts(string path)
    {
        string[] parts = [.. path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()];
        parts[0] = extensions ? parts[0] : Path.GetFileNameWithoutExtension(parts[0]);
        return parts;
    }
}

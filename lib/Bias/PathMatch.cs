namespace Telltale.Bias;

/// <summary>
/// Matches files by the ends of their paths: <c>data/faces/1.png</c> of another tool matches <c>/home/me/faces/1.png</c>, unless another
/// file matches as well.
/// </summary>
internal sealed class PathMatch<T>
{
    private readonly ILookup<string, (string[] Parts, T Item)> byName;
    private readonly bool extensions;

    /// <param name="items">The files.</param>
    /// <param name="pathOf">The path of a file.</param>
    /// <param name="extensions">False to ignore extensions, so that <c>1.jpg</c> matches <c>1.png</c>.</param>
    public PathMatch(IEnumerable<T> items, Func<T, string> pathOf, bool extensions)
    {
        this.extensions = extensions;
        byName = items.Select(item => (Parts: Parts(pathOf(item)), Item: item)).ToLookup(item => item.Parts[0], StringComparer.Ordinal);
    }

    /// <summary>The items with the longest common path suffix: one if unique, none if no file name is equal.</summary>
    public IReadOnlyList<T> Find(string path)
    {
        var parts = Parts(path);
        var candidates = byName[parts[0]]
            .Select(known => (Common: known.Parts.Zip(parts).TakeWhile(pair => pair.First == pair.Second).Count(), known.Item)).ToArray();
        return candidates.Length == 0 ? []
            : [.. candidates.Where(known => known.Common == candidates.Max(other => other.Common)).Select(known => known.Item)];
    }

    private string[] Parts(string path)
    {
        string[] parts = [.. path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()];
        parts[0] = extensions ? parts[0] : Path.GetFileNameWithoutExtension(parts[0]);
        return parts;
    }
}

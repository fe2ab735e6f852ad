using Telltale.Runtime;

namespace Telltale.Bias;

/// <summary>
/// Matches files by the ends of their paths: <c>data/faces/1.png</c> of another tool matches <c>/home/me/faces/1.png</c>, unless another
/// file matches as well. Composed and decomposed Unicode are equal. n files are indexed in O(n log n) and found in O(log n).
/// </summary>
internal sealed class PathMatch<T>
{
    // Paths reversed, name first, each part closed by a slash: files with the same ending are neighbours in this order.
    private readonly string[] keys;
    private readonly T[] items;
    private readonly bool extensions;

    /// <param name="items">The files.</param>
    /// <param name="pathOf">The path of a file.</param>
    /// <param name="extensions">False to ignore extensions, so that <c>1.jpg</c> matches <c>1.png</c>.</param>
    public PathMatch(IEnumerable<T> items, Func<T, string> pathOf, bool extensions)
    {
        this.extensions = extensions;
        this.items = [.. items];
        keys = Array.ConvertAll(this.items, item => Key(pathOf(item)));
        Array.Sort(keys, this.items, StringComparer.Ordinal);
    }

    /// <summary>
    /// The item with the longest common path suffix, or two of them where several have it; none if no file name is equal.
    /// </summary>
    public IReadOnlyList<T> Find(string path)
    {
        var key = Key(path);
        var position = Array.BinarySearch(keys, key, StringComparer.Ordinal);
        if (position >= 0)
        {
            var isRepeated = position + 1 < keys.Length && keys[position + 1] == key;
            return isRepeated || (position > 0 && keys[position - 1] == key)
                ? [items[position], items[isRepeated ? position + 1 : position - 1]]
                : [items[position]];
        }
        var (before, after) = (~position - 1, ~position);
        var (left, right) = (Common(before, key), Common(after, key));
        if (Math.Max(left, right) == 0)
        {
            return [];
        }
        var (best, next) = left >= right ? (before, left > right ? before - 1 : after) : (after, after + 1);
        return Common(next, key) < Math.Max(left, right) ? [items[best]] : [items[Math.Min(best, next)], items[Math.Max(best, next)]];
    }

    // How many characters of whole parts two keys share; 0 outside the index.
    private int Common(int index, string key)
    {
        if (index < 0 || index >= keys.Length)
        {
            return 0;
        }
        var equal = keys[index].AsSpan().CommonPrefixLength(key);
        return key.AsSpan(0, equal).LastIndexOf('/') + 1;
    }

    private string Key(string path)
    {
        string[] parts = [.. UnicodeNames.Decomposed(path).Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()];
        if (!extensions && parts.Length > 0)
        {
            parts[0] = Path.GetFileNameWithoutExtension(parts[0]);
        }
        return string.Join('/', parts) + "/";
    }
}

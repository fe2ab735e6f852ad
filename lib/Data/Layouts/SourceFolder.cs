namespace Telltale.Data.Layouts;

/// <summary>What the way to a folder says: which source it is, and which part of a split.</summary>
internal static class SourceFolder
{
    /// <summary>
    /// The path below the top folder, with <c>/</c>, without what names a split; the top folder's name where nothing is left. The split
    /// named last, canonical; null for none.
    /// </summary>
    /// <param name="root">The top folder.</param>
    /// <param name="folder">The top folder or one below it.</param>
    public static (string Source, string? Split) Read(string root, string folder)
    {
        var relative = Path.GetRelativePath(root, folder);
        var names = (relative == "." ? [] : relative.Split(Path.DirectorySeparatorChar)).ToLookup(name => SplitNames.Canonical(name) is null);
        var source = names[true].Any() ? string.Join('/', names[true]) : Path.GetFileName(root);
        return (source, SplitNames.Canonical(names[false].LastOrDefault()));
    }
}

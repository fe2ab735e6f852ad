namespace Telltale.Data.Layouts;

/// <summary>Reads source and split from the path of a folder, see <see cref="FolderContents.SourceAndSplit"/>.</summary>
internal static class SourceFolder
{
    /// <summary>The source, and the canonical name of the split; null for no split.</summary>
    /// <param name="root">The top folder.</param>
    /// <param name="folder">The top folder or one below it.</param>
    public static (string Source, string? Split) Read(string root, string folder)
    {
        var relative = Path.GetRelativePath(root, folder);
        string[] parts = relative == "." ? [] : relative.Split(Path.DirectorySeparatorChar);
        var names = parts.ToLookup(name => SplitNames.Canonical(name) is null);
        var source = names[true].Any() ? string.Join('/', names[true]) : Path.GetFileName(root);
        return (source, SplitNames.Canonical(names[false].LastOrDefault()));
    }
}

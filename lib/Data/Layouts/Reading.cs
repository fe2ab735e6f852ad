namespace Telltale.Data.Layouts;

/// <summary>Makes a collection of what was read from a folder or list, and writes its warnings.</summary>
internal static class Reading
{
    /// <summary>The collection.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="files">Its records.</param>
    /// <param name="ledger">What became of every file; null where no folder was read.</param>
    /// <param name="problems">Images that were skipped; null for none.</param>
    /// <param name="isSimulated">True for images of this kit.</param>
    public static ImageCollection Collection(
        string name, SameFiles files, Ledger? ledger, IReadOnlyList<ImageFileException>? problems = null, bool isSimulated = false)
    {
        var collection = new ImageCollection(name, files.Kept)
        {
            Ledger = ledger,
            Skipped = problems ?? [],
            IsSimulated = isSimulated,
            Found = [.. files.Warnings, .. MaskCheck.Sample(files.Kept)],
        };
        Runtime.Warnings.Write(collection.Warnings);
        return collection;
    }
}

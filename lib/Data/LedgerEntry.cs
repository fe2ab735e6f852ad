namespace Telltale.Data;

/// <summary>A file of a folder that was read, and what became of it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Use">What became of it.</param>
/// <param name="Reason">image, mask or list for a used file, else why it is not used, in a few words.</param>
public sealed record LedgerEntry(string Path, FileUse Use, string Reason)
{
    /// <summary>What else is known, such as the file that this one repeats; null for nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>The shard that it is in, by its path below the folder; null for a file of the folder.</summary>
    internal string? Shard { get; init; }

    /// <summary>The class of an image, used or not, as its folder tells; null for other files, or where it is not known.</summary>
    internal ImageLabel? Label { get; init; }
}

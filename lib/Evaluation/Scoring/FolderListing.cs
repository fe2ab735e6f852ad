using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Evaluation;

/// <summary>The images to be scored: those of a folder but for the masks of its layout, or one image.</summary>
/// <param name="Root">Absolute path of the folder, or of that of the image.</param>
/// <param name="Images">Absolute paths, in an order that is the same on every machine.</param>
/// <param name="Masks">The number of masks that were left out.</param>
internal sealed record FolderListing(string Root, IReadOnlyList<string> Images, int Masks)
{
    /// <summary>Lists them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no images.</exception>
    public static FolderListing Of(string path)
    {
        path = Path.GetFullPath(path);
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? new(Path.GetDirectoryName(path)!, [path], 0)
                : throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        }
        var images = ImageListing.Of(path);
        if (images.Count == 0)
        {
            throw new InvalidDataException($"'{path}' has {ImageListing.Summary(path, images)}. Name a folder that contains images.");
        }
        var masks = MasksBelow(path);
        string[] scored = [.. images.Where(image => !masks.Contains(image))];
        return new(path, scored, images.Count - scored.Length);
    }

    private static HashSet<string> MasksBelow(string folder)
    {
        try
        {
            var options = new LocalizationFolderOptions { Invalid = InvalidImages.Skip };
            return [.. LocalizationFolder.Read(folder, options).Select(record => record.MaskPath).OfType<string>()];
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // No layout with masks, or a manifest that cannot be read.
            return [];
        }
    }
}

using Telltale.Runtime;

namespace Telltale.Data.Layouts;

/// <summary>Reads a folder whose task is not known: real and synthetic images, or edited images and their masks.</summary>
public static class AnyFolder
{
    /// <summary>As <see cref="DetectionFolder.Read"/>; where that finds no classes, as <see cref="LocalizationFolder.Read"/>.</summary>
    /// <param name="folder">The top folder, a manifest or a list.</param>
    /// <param name="csv">Names of columns and labels of a manifest or of shards, where they are not the kit's; null for none.</param>
    /// <param name="progress">Reported to after each shard; null for none.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">Neither finds a layout; the message has both reasons.</exception>
    /// <exception cref="ImageFileException">A layout cannot make a record of an image.</exception>
    /// <exception cref="ManifestException">The manifest is invalid.</exception>
    public static ImageCollection Read(string folder, CsvOptions? csv = null, IProgress<WorkProgress>? progress = null)
    {
        try
        {
            return DetectionFolder.Read(folder, csv: csv, progress: progress);
        }
        catch (InvalidDataException detection)
        {
            try
            {
                return LocalizationFolder.Read(folder, new() { Csv = csv }, progress: progress);
            }
            catch (InvalidDataException localization)
            {
                throw new InvalidDataException($"{detection.Message} For localization: {localization.Message}", detection);
            }
        }
    }
}

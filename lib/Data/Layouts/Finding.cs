namespace Telltale.Data.Layouts;

/// <summary>What a layout makes of an image file: a record, or why it cannot be one.</summary>
/// <param name="Record">The record; null where there is a problem.</param>
/// <param name="Problem">What is wrong; null where there is a record.</param>
internal readonly record struct Finding(ImageRecord? Record, ImageFileException? Problem)
{
    /// <summary>Ends a cure.</summary>
    public const string OrLeaveOut = ", or set LocalizationFolderOptions.Broken to leave such images out.";

    /// <summary>The problem of an image whose mask is not there.</summary>
    /// <param name="image">The image.</param>
    /// <param name="lookedFor">The mask looked for.</param>
    /// <param name="cure">What to do, but for leaving such images out.</param>
    public static ImageFileException WithoutMask(string image, string lookedFor, string cure = "Complete the masks") =>
        new(image, $"It has no mask. Looked for {lookedFor}.", cure + OrLeaveOut);

    public static implicit operator Finding(ImageRecord record) =>
        new[] { record.Path, record.MaskPath }.FirstOrDefault(ImageListing.IsTiff) is { } tiff
            ? new(null, new(tiff, "This is a TIFF file, which is not read.", "Convert it to PNG" + OrLeaveOut))
            : new(record, null);

    public static implicit operator Finding(ImageFileException problem) => new(null, problem);
}

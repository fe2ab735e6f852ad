namespace Telltale.Data.Layouts;

/// <summary>What a layout returns for an image file: a record, or the reason why there is none. Both convert implicitly.</summary>
public readonly record struct LayoutEntry
{
    /// <summary>Ends the advice in an error message.</summary>
    internal const string OrSkip = ", or set LocalizationFolderOptions.Invalid to skip such images.";

    private LayoutEntry(ImageRecord? record, ImageFileException? problem, (string File, string Reason)? leftOut = null) =>
        (Record, Problem, LeftOut) = (record, problem, leftOut);

    /// <summary>The record; null where there is a problem.</summary>
    public ImageRecord? Record { get; }

    /// <summary>What is wrong; null where there is a record.</summary>
    public ImageFileException? Problem { get; }

    /// <summary>A file that the layout knows and does not use, and why; null where there is a record or a problem.</summary>
    internal (string File, string Reason)? LeftOut { get; }

    /// <summary>The file that the entry is about.</summary>
    internal string File => Record?.Path ?? Problem?.File ?? LeftOut?.File ?? "";

    /// <summary>An entry for a file that the layout knows and does not use.</summary>
    /// <param name="file">Absolute path.</param>
    /// <param name="reason">Why not, a few words.</param>
    internal static LayoutEntry LeaveOut(string file, string reason) => new(null, null, (file, reason));

    /// <summary>The problem of an edited image without a mask.</summary>
    /// <param name="image">Absolute path of the image.</param>
    /// <param name="lookedFor">The mask files looked for.</param>
    /// <param name="advice">What to do about it, without a full stop; "or skip such images" is added.</param>
    public static ImageFileException WithoutMask(string image, string lookedFor, string advice = "Add the missing masks") =>
        new(image, $"It has no mask. Looked for {lookedFor}.", advice + OrSkip) { IsMissingMask = true };

    /// <summary>An entry with a record.</summary>
    public static implicit operator LayoutEntry(ImageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record, null);
    }

    /// <summary>An entry with a problem.</summary>
    public static implicit operator LayoutEntry(ImageFileException problem) => new(null, problem);
}

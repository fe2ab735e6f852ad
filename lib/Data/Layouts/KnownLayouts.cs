namespace Telltale.Data.Layouts;

/// <summary>The layouts that folders are searched for.</summary>
public static class KnownLayouts
{
    /// <summary>
    /// All layouts, in the order in which they are tried. An image that two layouts return belongs to the first of them, so a specific
    /// layout comes before a general one. A <c>manifest.csv</c> at the top of a folder takes precedence over all of them.
    /// </summary>
    public static IReadOnlyList<ILayout> All { get; } =
    [
        // Detection
        new ClassFolders(), // 0_real and 1_fake, real and fake, GenImage

        // Localization
        new TgifLayout(), // TGIF and TGIF2; what Forge.Folder writes
        new SagiLayout(), // SAGI-D, the validation set of MediaEval, with or without its official list
        new CasiaLayout(), // CASIA v2
        new ImageMaskFolders(), // folders image and mask side by side; any data set can be arranged so
    ];
}

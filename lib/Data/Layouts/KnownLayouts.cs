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
        new DeclaredClasses(), // classes.txt: biggan_256 = synthetic
        new ListFile(ImageTask.Detection), // a text file: a.jpg 1
        new ItwSmLayout(), // ITW-SM, the validation set of MediaEval: each platform a source
        new ShardLayout(ImageTask.Detection), // Parquet of Hugging Face, tar archives of WebDataset
        new ClassFolders(), // 0_real and 1_fake, real and fake or synthetic, GenImage

        // Localization
        new TgifLayout(), // TGIF and TGIF2; what Forge.Folder writes
        new SagiLayout(), // SAGI-D, the validation set of MediaEval, with or without its official list
        new BencoList(), // JSON lists of IMDL-BenCo
        new ListFile(ImageTask.Localization), // a text file: a.jpg a_mask.png
        new ShardLayout(ImageTask.Localization), // the same with masks
        new CasiaLayout(), // CASIA v1 and v2
        NamedSets.Columbia,
        NamedSets.Coverage,
        NamedSets.CoMoFoD,
        NamedSets.Imd2020,
        NamedSets.AutoSplice,
        NamedSets.Dso,
        NamedSets.MasksBesideImages, // a.jpg and a_mask.png in one folder
        new ImageMaskFolders(), // folders image and mask, or Tp, Gt and Au, side by side; any data set can be arranged so
    ];
}

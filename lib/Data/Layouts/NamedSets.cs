using System.Text.RegularExpressions;

namespace Telltale.Data.Layouts;

/// <summary>Published data sets of edited images, with the names that their authors gave to folders and files.</summary>
internal static class NamedSets
{
    // Any folders above, with the separator at the end.
    private const string Above = "^(?<at>(.*/)?)";

    /// <summary>Columbia Uncompressed Image Splicing Detection (Hsu, Chang, ICME 2006): edge masks, green was pasted into red.</summary>
    public static NamedSet Columbia { get; } = new()
    {
        Name = "Columbia",
        LooksLike = "4cam_auth/*.tif, 4cam_splc/*.tif, 4cam_splc/edgemask/*_edgemask.jpg",
        Sign = "4cam_splc",
        Authentic = Pattern(Above + @"4cam_auth/(4cam_auth/)?[^/]+\.\w+$"),
        Edited = Pattern(Above + @"4cam_splc/(4cam_splc/)?(?<key>[^/]+)\.\w+$"),
        Mask = Pattern(Above + @"4cam_splc/(4cam_splc/)?edgemask/(?<key>[^/]+)_edgemask\.\w+$"),
        Others =
        [
            (Pattern(Above + "4cam_auth/(4cam_auth/)?edgemask/"), "edge mask of an authentic image"),
            (Pattern(Above + @"4cam_splc/(4cam_splc/)?edgemask/[^/]+_edgemask_\d\.\w+$"), "another drawing of an edge mask"),
        ],
        Method = "splicing",
        EditKind = EditKind.Spliced,
        Masks = new MaskOptions { Channel = MaskChannel.Green },
        IsUnmistakable = true,
    };

    /// <summary>COVERAGE (Wen et al., ICIP 2016): copies of similar objects; one of three masks marks the edit.</summary>
    public static NamedSet Coverage { get; } = new()
    {
        Name = "COVERAGE",
        LooksLike = "image/1.tif, image/1t.tif, mask/1forged.tif",
        Sign = "forged.",
        Authentic = Pattern(Above + @"image/(?<id>\d+)\.\w+$"),
        Edited = Pattern(Above + @"image/(?<id>(?<key>\d+))t\.\w+$"),
        Mask = Pattern(Above + @"mask/(?<key>\d+)forged\.\w+$"),
        Others = [(Pattern(Above + @"mask/\d+(copy|paste)\.\w+$"), "mask of the copied object, not of the edit")],
        Method = "copy-move",
        EditKind = EditKind.Spliced,
    };

    /// <summary>CoMoFoD (Tralić et al., ELMAR 2013): one folder, post-processed versions such as <c>001_F_JC1.jpg</c> included.</summary>
    public static NamedSet CoMoFoD { get; } = new()
    {
        Name = "CoMoFoD",
        LooksLike = "001_O.png, 001_F.png, 001_B.png in one folder",
        Sign = "_B.",
        Authentic = Pattern(Above + @"(?<id>\d{3})_O(_[A-Z]{2}\d)?\.\w+$"),
        Edited = Pattern(Above + @"(?<id>(?<key>\d{3}))_F(_[A-Z]{2}\d)?\.\w+$"),
        Mask = Pattern(Above + @"(?<key>\d{3})_B\.\w+$"),
        Others = [(Pattern(Above + @"\d{3}_M\.\w+$"), "colour drawing of the edit; the mask is …_B")],
        Method = "copy-move",
        EditKind = EditKind.Spliced,
    };

    /// <summary>IMD2020 (Novozámský, Mahdian, Saic, WACVW 2020), real-life edits: a folder for each photograph.</summary>
    public static NamedSet Imd2020 { get; } = new()
    {
        Name = "IMD2020",
        LooksLike = "1a1ogs/1a1ogs_orig.jpg, 1a1ogs/c8tf5mq_0.png, 1a1ogs/c8tf5mq_0_mask.png",
        Sign = "_orig.",
        Authentic = Pattern(@"^(?<at>(?<source>(.*/)?)(?<id>[^/]+)/)[^/]+_orig\.\w+$"),
        Edited = Pattern(@"^(?<at>(?<source>(.*/)?)(?<id>[^/]+)/)(?<key>[^/]+)\.\w+$"),
        Mask = Pattern(@"^(?<at>(?<source>(.*/)?)(?<id>[^/]+)/)(?<key>[^/]+)_mask\.\w+$"),
        NeedsAuthentic = true,
    };

    /// <summary>AutoSplice (Jia et al., CVPRW 2023): DALL·E 2 edits at three JPEG qualities; variants share a mask.</summary>
    public static NamedSet AutoSplice { get; } = new()
    {
        Name = "AutoSplice",
        LooksLike = "Authentic/1.jpg, Forged_JPEG100/1_0.jpg (and 90, 75), Mask/1_mask.png",
        Sign = "Forged_JPEG",
        Authentic = Pattern(Above + @"Authentic/(?<id>[^/]+)\.\w+$"),
        Edited = Pattern(Above + @"Forged_JPEG\d+/(?<id>(?<key>[^/]+?))(_\d+)?\.\w+$"),
        Mask = Pattern(Above + @"Mask/(?<key>[^/]+)_mask\.\w+$"),
        Method = "dalle2",
        IsUnmistakable = true,
    };

    /// <summary>DSO-1 and DSI-1 (Carvalho et al., TIFS 2013): splices of people; black marks the edit.</summary>
    public static NamedSet Dso { get; } = new()
    {
        Name = "DSO-1",
        LooksLike = "DSO-1/normal-01.png, DSO-1/splicing-01.png, DSO-1-Fake-Images-Masks/splicing-01.png",
        Sign = "splicing-",
        Authentic = Pattern(@"^(?<at>(.*/)?DS[OI]-1)/normal-[^/]+\.\w+$"),
        Edited = Pattern(@"^(?<at>(.*/)?DS[OI]-1)/(?<key>splicing-[^/]+)\.\w+$"),
        Mask = Pattern(@"^(?<at>(.*/)?DS[OI]-1)-Fake-Images-Masks/(?<key>splicing-[^/]+)\.\w+$"),
        Method = "splicing",
        EditKind = EditKind.Spliced,
        Masks = new MaskOptions(MaskPolarity.BlackIsEdited),
        IsUnmistakable = true,
    };

    /// <summary>Masks next to their images, <c>a.jpg</c> and <c>a_mask.png</c>, in any folder.</summary>
    public static NamedSet MasksBesideImages { get; } = new()
    {
        Name = "masks next to images",
        LooksLike = "a.jpg and a_mask.png in one folder",
        Sign = "mask",
        Authentic = Pattern(Above + @"([^/]*[-_. ])?(authentic|original|orig)([-_. ][^/]*)?\.\w+$"),
        Edited = Pattern(Above + @"(?<key>[^/]+)\.\w+$"),
        Mask = Pattern(Above + @"((?<key>[^/]+?)(\.\w{3,4})?[-_.]mask|mask[-_](?<key>[^/]+))\.\w+$"),
    };

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

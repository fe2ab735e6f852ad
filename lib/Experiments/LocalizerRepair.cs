namespace Telltale.Experiments;

/// <summary>
/// The published localizer and three repairs, each on top of the earlier ones. They address the faults of what appears to be the paper's
/// public code.
/// </summary>
public enum LocalizerRepair
{
    /// <summary>
    /// Images are resized to a square, and flipped and rotated without their masks; one kind of mask is used for every edit.
    /// </summary>
    AsPublished,

    /// <summary>Masks are flipped and rotated with their images.</summary>
    AlignedMasks,

    /// <summary>Each image has the mask of its edit.</summary>
    MatchingMasks,

    /// <summary>Crops instead of resizing, half of them placed on the edit; tests use whole images.</summary>
    CropsOnEdits,
}

/// <summary>Names of the repairs.</summary>
public static class LocalizerRepairs
{
    /// <summary>The name of a configuration.</summary>
    /// <param name="repair">The last repair applied.</param>
    public static string Name(this LocalizerRepair repair) => repair switch
    {
        LocalizerRepair.AsPublished => "as published",
        LocalizerRepair.AlignedMasks => "+ masks transformed with images",
        LocalizerRepair.MatchingMasks => "+ mask of each edit",
        _ => "+ crops placed on edits",
    };
}

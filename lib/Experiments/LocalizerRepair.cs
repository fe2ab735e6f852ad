namespace Telltale.Experiments;

/// <summary>
/// A localizer as published and three repairs, each on top of those before. The faults are those of what appears to be the paper's
/// public code.
/// </summary>
public enum LocalizerRepair
{
    /// <summary>Images squashed to size, flipped and turned while their masks stay; one kind of mask whatever the edit.</summary>
    AsPublished,

    /// <summary>Masks are flipped and turned with their images.</summary>
    MasksMove,

    /// <summary>Each image has the mask of its own edit.</summary>
    RightMasks,

    /// <summary>Crops instead of squashing, half of them steered onto the edit; tested on whole images.</summary>
    SteeredCrops,
}

/// <summary>Names of the repairs.</summary>
public static class LocalizerRepairs
{
    /// <summary>A configuration in words.</summary>
    /// <param name="repair">The last repair made.</param>
    public static string Name(this LocalizerRepair repair) => repair switch
    {
        LocalizerRepair.AsPublished => "as published",
        LocalizerRepair.MasksMove => "+ masks move with images",
        LocalizerRepair.RightMasks => "+ the right mask for each edit",
        _ => "+ steered crops",
    };
}

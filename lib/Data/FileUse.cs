namespace Telltale.Data;

/// <summary>What became of a file of a folder that was read.</summary>
public enum FileUse
{
    /// <summary>An image of the collection, a mask of one, or a list that was followed.</summary>
    Used,

    /// <summary>Not used, for a stated reason.</summary>
    LeftOut,

    /// <summary>An image that cannot be read.</summary>
    Broken,
}

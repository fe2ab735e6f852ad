namespace Telltale.Data;

/// <summary>What to do with images that cannot be read.</summary>
public enum BrokenImages
{
    /// <summary>Stop with an error that names the first.</summary>
    Refuse,

    /// <summary>Leave them out and list them.</summary>
    Skip,
}

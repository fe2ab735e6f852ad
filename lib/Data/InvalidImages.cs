namespace Telltale.Data;

/// <summary>What to do with invalid images: unreadable files, and images without a usable mask.</summary>
public enum InvalidImages
{
    /// <summary>Throw an exception that names the first.</summary>
    Refuse,

    /// <summary>Skip them and list them.</summary>
    Skip,
}

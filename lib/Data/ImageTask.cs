namespace Telltale.Data;

/// <summary>What a collection is read for.</summary>
public enum ImageTask
{
    /// <summary>Is the image real or synthetic?</summary>
    Detection,

    /// <summary>Which pixels of the image were edited?</summary>
    Localization,
}

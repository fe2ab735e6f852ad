namespace Telltale.Data;

/// <summary>A file below a folder.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="LeftOut">Why it is not used as an image, a few words that can be counted; null for an image.</param>
/// <param name="IsImage">True for an image, in a format that is read or not.</param>
/// <param name="Detail">What else is known of it, such as the target of a link; null for nothing.</param>
internal sealed record ListedFile(string Path, string? LeftOut, bool IsImage, string? Detail = null);

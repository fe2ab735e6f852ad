namespace Telltale.Data.Forging;

/// <summary>An edited image with its mask.</summary>
/// <param name="Image">The edited image.</param>
/// <param name="Mask">The edited pixels, of the same size.</param>
public sealed record Forgery(RgbImage Image, Mask Mask);

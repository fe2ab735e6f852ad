namespace Telltale.Data.Forging;

/// <summary>An edited picture and which of its pixels were edited.</summary>
/// <param name="Image">The edited picture.</param>
/// <param name="Mask">The truth, of the same size.</param>
public sealed record Forgery(RgbImage Image, Mask Mask);

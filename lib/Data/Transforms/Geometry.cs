namespace Telltale.Data.Transforms;

/// <summary>A geometric transform after its random numbers are drawn: it does the same to everything it is applied to.</summary>
public abstract record Geometry
{
    private protected Geometry()
    {
    }

    /// <summary>The moved image.</summary>
    /// <param name="image">Never written to; returned itself where nothing moves.</param>
    public abstract RgbImage Apply(RgbImage image);

    /// <summary>
    /// The mask of the moved image: nearest neighbour, so that it stays 0, 1 or ignored; <see cref="Mask.Ignored"/> where the moved image
    /// shows what lies outside the image.
    /// </summary>
    /// <param name="mask">Of the size of the image; returned itself where nothing moves.</param>
    public abstract Mask Apply(Mask mask);
}

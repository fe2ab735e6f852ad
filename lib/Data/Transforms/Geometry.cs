namespace Telltale.Data.Transforms;

/// <summary>A geometric transform with its random parameters drawn: it can be applied alike to an image and its mask.</summary>
public abstract record Geometry
{
    private protected Geometry()
    {
    }

    /// <summary>Transforms an image.</summary>
    /// <param name="image">Not written to; returned where nothing changes.</param>
    public abstract RgbImage Apply(RgbImage image);

    /// <summary>
    /// Transforms a mask with nearest-neighbour interpolation; pixels from outside the original image become <see cref="Mask.Ignored"/>.
    /// </summary>
    /// <param name="mask">Of the size of the image; returned where nothing changes.</param>
    public abstract Mask Apply(Mask mask);
}

using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>A step that moves pixels. Its random parameters are drawn first, so that image and mask are transformed alike.</summary>
public abstract record GeometricTransform : TransformStep
{
    /// <summary>Draws the random parameters.</summary>
    /// <param name="width">Columns of the image.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>The transform, for images and masks of this size.</returns>
    public abstract Geometry Draw(int width, int height, SeededRandom random);

    /// <summary>Draws the random parameters for an image with a mask. By default they do not depend on the mask.</summary>
    /// <param name="mask">The mask of the image.</param>
    /// <param name="random">The only source of randomness.</param>
    public virtual Geometry Draw(Mask mask, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Draw(mask.Width, mask.Height, random);
    }

    /// <inheritdoc/>
    public sealed override RgbImage Apply(RgbImage image, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Draw(image.Width, image.Height, random).Apply(image);
    }

    /// <inheritdoc/>
    public sealed override (RgbImage Image, Mask Mask) Apply(RgbImage image, Mask mask, SeededRandom random)
    {
        var geometry = Draw(mask, random);
        return (geometry.Apply(image), geometry.Apply(mask));
    }

    internal override (int Width, int Height)? OutputSize((int Width, int Height)? input) => input;
}

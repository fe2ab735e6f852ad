using Telltale.Runtime;

namespace Telltale.Data.Transforms;

/// <summary>A step that moves pixels. Drawing what is random is apart from applying it, so that image and mask can move together.</summary>
public abstract record GeometricTransform : TransformStep
{
    /// <summary>Decides everything random.</summary>
    /// <param name="width">Columns of the image to come.</param>
    /// <param name="height">Rows of the image to come.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>What will happen to every image or mask of this size.</returns>
    public abstract Geometry Draw(int width, int height, SeededRandom random);

    /// <summary>Decides everything random for an image with this mask. The mask changes nothing unless a step says so.</summary>
    /// <param name="mask">The mask of the image to come.</param>
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

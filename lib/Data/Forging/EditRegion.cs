using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>The edited region of an image, with a feathered edge where the edit blends into the original.</summary>
internal sealed class EditRegion
{
    private readonly double feather;
    private readonly float[] opacity;

    /// <summary>Creates a region from a mask.</summary>
    /// <param name="mask">The edited pixels; at their border, the edit has an opacity of one half.</param>
    /// <param name="feather">Standard deviation of the feathering in pixels, above 0.</param>
    public EditRegion(Mask mask, double feather)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(feather);
        (Mask, this.feather) = (mask, feather);
        var hard = Array.ConvertAll(mask.Pixels, pixel => pixel == Mask.Edited ? 1f : 0f);
        opacity = PlaneFilter.Convolve(hard, mask.Width, mask.Height, PlaneFilter.Gaussian(feather));
    }

    /// <summary>The pixels with more than about half of the edit: the ground truth for localization.</summary>
    public Mask Mask { get; }

    /// <summary>Draws a random region with an edge of one to four pixels.</summary>
    /// <param name="width">Columns of the image.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="shape">The shape of its outline.</param>
    /// <param name="random">The only source of randomness.</param>
    public static EditRegion Draw(int width, int height, RegionShape shape, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new(RegionOutline.Draw(width, height, shape, random), random.NextDouble(0.4, 1.4));
    }

    /// <summary>Draws a random region of a picture, which some shapes follow, with an edge of one to four pixels.</summary>
    /// <param name="picture">The picture that is edited.</param>
    /// <param name="shape">The shape of its outline.</param>
    /// <param name="random">The only source of randomness.</param>
    public static EditRegion Draw(FloatImage picture, RegionShape shape, SeededRandom random) =>
        shape == RegionShape.Segment
            ? new(PictureSegment.Draw(picture, random), random.NextDouble(0.4, 1.4))
            : Draw(picture.Width, picture.Height, shape, random);

    /// <summary>The region widened by one pixel, as Photoshop widens a selection before filling it.</summary>
    public EditRegion Widened()
    {
        var pixels = new byte[Mask.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % Mask.Width, i / Mask.Width);
            for (var near = Math.Max(0, y - 1); near <= Math.Min(Mask.Height - 1, y + 1); near++)
            {
                var (start, end) = (Math.Max(0, x - 1), Math.Min(Mask.Width - 1, x + 1));
                var row = Mask.Pixels.AsSpan(near * Mask.Width + start, end - start + 1);
                pixels[i] = row.Contains(Mask.Edited) ? Mask.Edited : pixels[i];
            }
        }
        return new(new Mask(Mask.Width, Mask.Height, pixels), feather);
    }

    /// <summary>The union of this region and earlier edits.</summary>
    internal Mask With(Mask earlier) => new(Mask.Width, Mask.Height, [.. Mask.Pixels.Zip(earlier.Pixels, Math.Max)]);

    /// <summary>The bounding rectangle of all pixels that the edit changes, with a margin as far as the image allows.</summary>
    internal (int Left, int Top, int Width, int Height) Bounds(int around)
    {
        var touched = Enumerable.Range(0, opacity.Length).Where(i => opacity[i] > 0).ToList();
        var (first, last) = (touched[0] / Mask.Width, touched[^1] / Mask.Width);
        var (leftmost, rightmost) = (touched.Min(i => i % Mask.Width), touched.Max(i => i % Mask.Width));
        var (left, top) = (Math.Max(0, leftmost - around), Math.Max(0, first - around));
        return (left, top, Math.Min(Mask.Width, rightmost + around + 1) - left, Math.Min(Mask.Height, last + around + 1) - top);
    }

    /// <summary>Indices of the pixels where edit and original are blended.</summary>
    internal IReadOnlyList<int> Rim() => [.. Enumerable.Range(0, opacity.Length).Where(i => opacity[i] is > 0.05f and < 0.95f)];

    /// <summary>Composites an edit over an image.</summary>
    /// <param name="edit">At least as large as <see cref="Bounds"/>.</param>
    /// <param name="below">The image; not changed.</param>
    /// <param name="left">First column of the edit in the image.</param>
    /// <param name="top">First row of the edit in the image.</param>
    internal FloatImage Lay(FloatImage edit, FloatImage below, int left, int top)
    {
        var laid = below.Crop(0, 0, below.Width, below.Height);
        for (var channel = 0; channel < 3; channel++)
        {
            var (over, under) = (edit.PlaneArray(channel), laid.PlaneArray(channel));
            for (var i = 0; i < over.Length; i++)
            {
                var place = (top + i / edit.Width) * laid.Width + left + i % edit.Width;
                under[place] += (over[i] - under[place]) * opacity[place];
            }
        }
        return laid;
    }
}

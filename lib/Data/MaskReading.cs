namespace Telltale.Data;

/// <summary>
/// Reads mask files: grey, palette, one bit or RGB without colour, losslessly stored or JPEG. What cannot be a mask of its image is
/// refused by the names of both files, never guessed at.
/// </summary>
public static class MaskReading
{
    // A JPEG of a black-and-white picture strays a few levels from grey at its edges; paint strays by a hundred.
    private const int MostColour = 16;

    // Between these, a level is grey. JPEG and soft edges leave a little of it; photographs and flat grey are made of it.
    private const int LightestBlack = 31, DarkestWhite = 224;

    /// <summary>The mask of an image.</summary>
    /// <param name="record">The image. Where it is authentic and names no mask, its mask is empty.</param>
    /// <param name="width">Columns of the image as decoded.</param>
    /// <param name="height">Rows of the image as decoded.</param>
    /// <param name="options">What the levels mean; null for white = edited above 127.</param>
    /// <returns>width × height pixels, each <see cref="Mask.Authentic"/> or <see cref="Mask.Edited"/>.</returns>
    /// <exception cref="ImageFileException">
    /// The mask is missing or damaged, has another size, transparent pixels, colour, or grey for the most part; marks nothing or
    /// everything in an edited image, or something in an authentic one. The message names mask and image.
    /// </exception>
    public static Mask Read(ImageRecord record, int width, int height, MaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.MaskPath is not { } path)
        {
            return record.IsPositive
                ? throw new ImageFileException(record.Path, "It is labelled edited and names no mask.", "Name its mask, or correct the label.")
                : Mask.Empty(width, height);
        }
        try
        {
            var image = ImageCodec.ReadOpaque(path);
            RefuseAnotherSize(path, image, width, height);
            var levels = Levels(path, image);
            RefuseGrey(path, levels);
            var mask = Cut(levels, width, height, options ?? new());
            RefuseContradiction(path, record, mask, levels);
            return mask;
        }
        catch (ImageFileException failure)
        {
            throw new ImageFileException(path, $"{failure.Problem} It is the mask of {record.Path}.", failure.Cure, failure);
        }
    }

    private static void RefuseAnotherSize(string path, RgbImage mask, int width, int height)
    {
        if ((mask.Width, mask.Height) != (width, height))
        {
            var cure = (mask.Width, mask.Height) == (height, width)
                ? "The image may be turned by its EXIF orientation: turn the mask likewise."
                : "Find the mask that belongs to this image, or resize it by nearest neighbour.";
            throw new ImageFileException(path, $"The mask has {mask.Width} × {mask.Height} pixels, the image {width} × {height}.", cure);
        }
    }

    /// <summary>The grey levels of a picture without colour, row by row.</summary>
    internal static byte[] Levels(string path, RgbImage image)
    {
        var levels = new byte[image.Width * image.Height];
        for (var pixel = 0; pixel < levels.Length; pixel++)
        {
            var (red, green, blue) = (image.Pixels[3 * pixel], image.Pixels[3 * pixel + 1], image.Pixels[3 * pixel + 2]);
            if (Math.Max(Math.Max(red, green), blue) - Math.Min(Math.Min(red, green), blue) > MostColour)
            {
                throw new ImageFileException(
                    path,
                    $"It has colour: ({red}, {green}, {blue}) in column {pixel % image.Width}, row {pixel / image.Width}; a mask is black and white.",
                    "Save it in grey, with white where the image was edited, or name the right file.");
            }
            levels[pixel] = green;
        }
        return levels;
    }

    private static void RefuseGrey(string path, byte[] levels)
    {
        var grey = levels.Count(level => level is > LightestBlack and < DarkestWhite);
        if (2L * grey > levels.Length)
        {
            throw new ImageFileException(
                path,
                $"It is grey: {100.0 * grey / levels.Length:0} % of its pixels are neither nearly black nor nearly white; a mask is black and white.",
                "Save it in black and white, or name the right file.");
        }
    }

    private static Mask Cut(byte[] levels, int width, int height, MaskOptions options)
    {
        var white = options.Polarity == MaskPolarity.WhiteIsEdited ? Mask.Edited : Mask.Authentic;
        var black = (byte)(Mask.Edited - white);
        return new(width, height, Array.ConvertAll(levels, level => level > options.Cut ? white : black));
    }

    private static void RefuseContradiction(string path, ImageRecord record, Mask mask, byte[] levels)
    {
        var edited = mask.Pixels.AsSpan().Count(Mask.Edited);
        if (record.IsPositive && (edited == 0 || edited == mask.Pixels.Length))
        {
            throw new ImageFileException(
                path,
                $"It marks {(edited == 0 ? "no pixel" : "every pixel")} as edited (its levels go from {levels.Min()} to {levels.Max()}), " +
                "but the image is labelled edited.",
                "Correct the label or the mask, or set MaskOptions: Cut for the lowest level of white, Polarity where black marks what was edited.");
        }
        if (!record.IsPositive && edited > 0)
        {
            throw new ImageFileException(
                path, $"It marks {edited:N0} pixels as edited, but the image is labelled authentic.",
                "Correct the label, or set MaskOptions.Polarity where black marks what was edited.");
        }
    }
}

using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>
/// Reads mask files, true and predicted ones: grey, palette, one bit, or RGB, lossless or JPEG; levels 0 and 1 alone are black and white.
/// A file that cannot be the mask of its image is refused with an error that names both files.
/// </summary>
internal static class MaskReading
{
    // JPEG artefacts of a black-and-white picture differ from grey by a few levels; colours differ by a hundred.
    private const int MostColour = 16;

    // Levels between these are grey. JPEG and soft edges cause a few such pixels; in photographs they are the majority.
    private const int LightestBlack = 31, DarkestWhite = 224;

    // Sides that differ by more belong to another image.
    private const int FewPixels = 16;

    /// <summary>Reads the mask of an image.</summary>
    /// <param name="record">The image. The mask of an authentic image without a mask file is empty.</param>
    /// <param name="width">Columns of the image as decoded.</param>
    /// <param name="height">Rows of the image as decoded.</param>
    /// <param name="options">
    /// How levels are read, unless <see cref="ImageRecord.Masks"/> says so; null for white (above 127) = edited.
    /// </param>
    /// <returns>width × height pixels, each <see cref="Mask.Authentic"/> or <see cref="Mask.Edited"/>.</returns>
    /// <exception cref="ImageFileException">
    /// The mask is missing or corrupt, has another size, transparent pixels, colour, or mostly grey pixels; or it marks no pixel or
    /// every pixel of an edited image, or any pixel of an authentic one. The message names mask and image.
    /// </exception>
    public static Mask Read(ImageRecord record, int width, int height, MaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.MaskPath is not { } path)
        {
            return record.IsPositive
                ? throw new ImageFileException(record.Path, "It is labelled edited but has no mask.", "Add a mask, or correct the label.")
                : Mask.Empty(width, height);
        }
        try
        {
            options = record.Masks ?? options ?? new();
            var levels = Levels(path, width, height, options);
            if (IsZeroOne(levels.Max(), options))
            {
                levels = Array.ConvertAll(levels, WhiteForOne);
            }
            if (options is { Channel: MaskChannel.Grey, Level: null })
            {
                RefuseGrey(path, levels);
            }
            var mask = Binary(levels, width, height, options);
            RefuseMismatchWithLabel(path, record, mask, levels);
            return mask;
        }
        catch (ImageFileException failure)
        {
            throw new ImageFileException(path, $"{failure.Problem} It is the mask of {record.Path}.", failure.Advice, failure);
        }
    }

    /// <summary>The levels of a mask file at the size of its image, row by row, whatever they mean.</summary>
    /// <exception cref="ImageFileException">
    /// It cannot be read, has another size, transparent pixels, or colour without a channel.
    /// </exception>
    public static byte[] Levels(string path, int width, int height, MaskOptions options)
    {
        var image = ImageCodec.ReadOpaque(path);
        RefuseAnotherSize(path, image, width, height, options.Resize);
        var levels = Levels(path, image, options);
        if ((image.Width, image.Height) == (width, height))
        {
            return levels;
        }
        var resized = new byte[width * height];
        for (var pixel = 0; pixel < resized.Length; pixel++)
        {
            var (row, column) = Math.DivRem(pixel, width);
            resized[pixel] = levels[row * image.Height / height * image.Width + column * image.Width / width];
        }
        return resized;
    }

    /// <summary>The levels of a mask file at its own size, row by row.</summary>
    /// <exception cref="ImageFileException">It cannot be read, has transparent pixels, or colour without a channel.</exception>
    public static byte[] Levels(string path, MaskOptions options) => Levels(path, ImageCodec.ReadOpaque(path), options);

    /// <summary>True where the highest level says that 0 and 1 are black and white, as arrays of classes are saved.</summary>
    public static bool IsZeroOne(byte highest, MaskOptions options) => highest == 1 && options.Level is null;

    /// <summary>The level of a mask with levels 0 and 1 alone, as black or white.</summary>
    public static byte WhiteForOne(byte level) => level == 0 ? byte.MinValue : byte.MaxValue;

    /// <summary>True for a level that marks an edited pixel.</summary>
    public static bool IsEdited(byte level, MaskOptions options)
    {
        var isWhite = options.Level is { } one ? level == one : level > options.Threshold;
        return isWhite == (options.Polarity == MaskPolarity.WhiteIsEdited);
    }

    private static void RefuseAnotherSize(string path, RgbImage mask, int width, int height, int allowed)
    {
        var difference = Math.Max(Math.Abs(mask.Width - width), Math.Abs(mask.Height - height));
        if (difference > allowed)
        {
            var advice = (mask.Width, mask.Height) == (height, width)
                ? "The image may be rotated by its EXIF orientation: rotate the mask in the same way."
                : difference <= FewPixels ? $"Use the mask of this image, or set MaskOptions.Resize to {difference}: nearest neighbour."
                : "Use the mask of this image, or resize it by nearest neighbour.";
            throw new ImageFileException(path, $"The mask has {mask.Width} × {mask.Height} pixels, the image {width} × {height}.", advice);
        }
    }

    private static byte[] Levels(string path, RgbImage image, MaskOptions options)
    {
        var levels = new byte[image.Width * image.Height];
        var channel = Math.Max(0, (int)options.Channel - 1);
        for (var pixel = 0; pixel < levels.Length; pixel++)
        {
            var (red, green, blue) = (image.Pixels[3 * pixel], image.Pixels[3 * pixel + 1], image.Pixels[3 * pixel + 2]);
            var colour = Math.Max(Math.Max(red, green), blue) - Math.Min(Math.Min(red, green), blue);
            if (options.Channel == MaskChannel.Grey && colour > MostColour)
            {
                throw new ImageFileException(
                    path,
                    $"It has colour: ({red}, {green}, {blue}) in column {pixel % image.Width}, row {pixel / image.Width}; " +
                    "a mask is black and white.",
                    "Save it in grey, with white where the image was edited, use the right file, or set MaskOptions.Channel.");
            }
            levels[pixel] = options.Channel == MaskChannel.Grey ? green : image.Pixels[3 * pixel + channel];
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
                $"It is grey: {(100.0 * grey / levels.Length).Invariant("0")} % of its pixels are neither nearly black nor nearly white; " +
                "a mask is black and white.",
                "Save it in black and white, or use the right file.");
        }
    }

    private static Mask Binary(byte[] levels, int width, int height, MaskOptions options) =>
        new(width, height, Array.ConvertAll(levels, level => IsEdited(level, options) ? Mask.Edited : Mask.Authentic));

    private static void RefuseMismatchWithLabel(string path, ImageRecord record, Mask mask, byte[] levels)
    {
        var edited = mask.Pixels.AsSpan().Count(Mask.Edited);
        if (record.IsPositive && (edited == 0 || edited == mask.Pixels.Length))
        {
            throw new ImageFileException(
                path,
                $"It marks {(edited == 0 ? "no pixel" : "every pixel")} as edited (its levels go from {levels.Min()} to {levels.Max()}), " +
                "but the image is labelled edited.",
                "Correct the label or the mask, or set MaskOptions: Threshold below the level of white, " +
                "Polarity if black marks edited pixels.");
        }
        if (!record.IsPositive && edited > 0)
        {
            throw new ImageFileException(
                path, $"It marks {edited.Invariant("N0")} pixels as edited, but the image is labelled authentic.",
                "Correct the label, or set MaskOptions.Polarity if black marks edited pixels.");
        }
    }
}

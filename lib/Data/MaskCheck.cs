using Telltale.Runtime;

namespace Telltale.Data;

/// <summary>Looks at a few masks of a collection for signs that they are read in another way than they were made.</summary>
internal static class MaskCheck
{
    private const int Looked = 12;

    private sealed record Seen(ImageRecord Record, double Coverage, int Highest, int Orientation, bool IsTurned);

    /// <summary>Warnings on the masks of edited images, evenly chosen; masks that cannot be read are left to the reader.</summary>
    public static IReadOnlyList<string> Sample(IReadOnlyList<ImageRecord> records)
    {
        var masked = records.Where(record => record is { IsPositive: true, MaskPath: not null }).ToList();
        var step = Math.Max(1, masked.Count / Looked);
        List<Seen> seen = [.. masked.Where((_, index) => index % step == 0).Take(Looked).Select(Look).OfType<Seen>()];
        return [.. new[] { Inverted(seen), Dark(seen), Unturned(seen) }.OfType<string>()];
    }

    private static Seen? Look(ImageRecord record)
    {
        try
        {
            if (new FileInfo(record.MaskPath!) is not { Exists: true, Length: > 0 })
            {
                return null;
            }
            var options = record.Masks ?? new();
            var levels = MaskReading.Levels(record.MaskPath!, options);
            var (image, mask) = (ImageCodec.Inspect(record.Path), ImageCodec.Inspect(record.MaskPath!));
            if (MaskReading.IsZeroOne(levels.Max(), options))
            {
                levels = Array.ConvertAll(levels, MaskReading.WhiteForOne);
            }
            var coverage = levels.Count(level => MaskReading.IsEdited(level, options)) / (double)levels.Length;
            return new(record, coverage, levels.Max(), image.Orientation, IsTurned(image, mask));
        }
        catch (ImageFileException)
        {
            return null;
        }
    }

    /// <summary>True where the mask has the orientation of its image, or its sides were swapped with those of the image.</summary>
    private static bool IsTurned(ImageHeader image, ImageHeader mask) => mask.Orientation == image.Orientation
        || (ExifOrientation.SwapsSides(image.Orientation) && image.Width != image.Height && mask.Width == image.Width);

    private static string? Inverted(List<Seen> seen)
    {
        var most = seen.Where(mask => mask.Coverage > 0.5).ToList();
        return 2 * most.Count <= seen.Count ? null
            : $"{most.Count} of {seen.Count} masks looked at mark more than half of their image as edited, such as " +
              $"{most[0].Record.MaskPath} ({(100 * most[0].Coverage).Invariant("0")} %). " +
              "If that is the wrong way round, set MaskOptions.Polarity = " +
              $"{(Options(most[0]).Polarity == MaskPolarity.WhiteIsEdited ? MaskPolarity.BlackIsEdited : MaskPolarity.WhiteIsEdited)}.";
    }

    private static string? Dark(List<Seen> seen)
    {
        var dark = seen.Where(mask => Options(mask) is { Level: null } options && mask.Highest <= options.Threshold).ToList();
        return dark.Count == 0 ? null
            : $"{dark.Count} of {seen.Count} masks looked at have no level above {Options(dark[0]).Threshold}, such as " +
              $"{dark[0].Record.MaskPath} (highest {dark[0].Highest}). Set MaskOptions.Threshold below the level of white.";
    }

    private static string? Unturned(List<Seen> seen)
    {
        var unturned = seen.Where(mask => mask.Orientation != 1 && !mask.IsTurned).ToList();
        return unturned.Count == 0 ? null
            : $"{unturned.Count} of {seen.Count} images looked at are turned by their EXIF orientation, but their masks look unturned, " +
              $"such as {unturned[0].Record.Path} (orientation {unturned[0].Orientation}). Turn the masks in the same way.";
    }

    private static MaskOptions Options(Seen mask) => mask.Record.Masks ?? new();
}

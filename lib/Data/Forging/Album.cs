using System.Globalization;
using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>The photographs of a folder, each with a unique name and a part of the split.</summary>
internal sealed class Album
{
    // One per part of the split.
    private const int Least = 3;

    private readonly IReadOnlyList<string> files;
    private readonly int? longestSide;

    // Per photograph: its relative path with hyphens and without extension; and training, validation or testing.
    private readonly string[] ids, splits;

    private Album(string folder, IReadOnlyList<string> files, ForgeOptions options)
    {
        (Folder, this.files, longestSide) = (folder, files, options.LongestSide);
        string Named(string file) => Path.ChangeExtension(Path.GetRelativePath(folder, file), null);
        ids = [.. files.Select(file => Named(file).Replace(Path.DirectorySeparatorChar, '-'))];
        splits = files.Count < Least ? [] : AssignSplits(files.Count, options);
    }

    /// <summary>Absolute path.</summary>
    public string Folder { get; }

    /// <summary>Number of photographs.</summary>
    public int Count => files.Count;

    /// <summary>Lists a folder; no image is opened.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">There are fewer than three photographs, or two have the same name.</exception>
    public static Album Of(string folder, ForgeOptions options)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'. Name one with photographs.");
        }
        var album = new Album(folder, ImageListing.Of(folder), options);
        if (album.Count < Least)
        {
            throw new InvalidDataException(
                $"'{folder}' contains {album.Count.Counted("photograph")} (jpg, jpeg, png, webp, bmp, gif, tif); " +
                "training, validation and testing need at least one each.");
        }
        var first = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var number = 0; number < album.Count; number++)
        {
            if (!first.TryAdd(album.ids[number], album.files[number]))
            {
                throw new InvalidDataException(
                    $"{first[album.ids[number]]} and {album.files[number]} would both be named '{album.ids[number]}'. " +
                    "Rename one, or remove it if they are the same photograph.");
            }
        }
        return album;
    }

    /// <summary>Writes a photograph and its edited versions.</summary>
    /// <exception cref="ImageFileException">It cannot be read or is too small.</exception>
    public void Forge(int number, TgifFolder target) => target.Write(Read(number), ids[number], splits[number], number);

    // Reduced where it is larger than the limit.
    private RgbImage Read(int number)
    {
        var image = ImageCodec.Read(files[number]);
        if (longestSide is { } longest && Math.Max(image.Width, image.Height) is var side && side > longest)
        {
            int Reduced(int length) => Math.Max(1, (int)((long)length * longest / side));
            image = Resampling.Resize(FloatImage.From(image), Reduced(image.Width), Reduced(image.Height)).ToRgbImage();
        }
        return Math.Min(image.Width, image.Height) >= Forging.Forge.ShortestSide
            ? image
            : throw new ImageFileException(files[number], Forging.Forge.TooSmall(image), "Remove it from the folder.");
    }

    /// <summary>A digest of the names and lengths of the files; part of the cache key.</summary>
    public override string ToString()
    {
        var list = string.Join('\n', files.Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(Folder, file)} {new FileInfo(file).Length}")));
        return $"{Count} photographs {TextDigest.Of(list)}";
    }

    private static string[] AssignSplits(int count, ForgeOptions options)
    {
        var shares = options.Fractions.Shares();
        var validation = Math.Clamp((int)Math.Round(shares[1] * count), 1, count - 2);
        var testing = Math.Clamp((int)Math.Round(shares[2] * count), 1, count - 1 - validation);
        var splits = new string[count];
        var order = SeededRandom.For(options.Seed, -1).Permutation(count);
        for (var place = 0; place < count; place++)
        {
            splits[order[place]] = place < validation ? "validation" : place < validation + testing ? "testing" : "training";
        }
        return splits;
    }
}

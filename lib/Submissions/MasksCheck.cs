using System.IO.Compression;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>Checks the masks of a localization submission, one <c>.npz</c> file after the other.</summary>
/// <param name="file">The archive's name in messages.</param>
/// <param name="images">The path of each test image by its name; null where no folder was given.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class MasksCheck(string file, IReadOnlyDictionary<string, string>? images, ProblemList problems)
{
    // float64, an upper bound for arrays that are refused anyway, and the header.
    private const long LargestArray = (8 * ImageCodec.PixelLimit) + 65536;

    private readonly HashSet<string> stems = new(StringComparer.Ordinal);
    private readonly ILookup<string, string>? byStem =
        images?.ToLookup(image => Path.GetFileNameWithoutExtension(image.Key), image => image.Value);
    private int notEmpty;

    /// <summary>The names of the masks without <c>.npz</c>.</summary>
    public IReadOnlyCollection<string> Stems => stems;

    /// <summary>Checks one file of the archive.</summary>
    public void Check(ZipArchiveEntry entry)
    {
        var stem = Path.GetFileNameWithoutExtension(entry.Name);
        if (!stems.Add(stem))
        {
            problems.Add(file, null, "repeated masks", $"there are two masks called {entry.Name}.");
        }
        try
        {
            using var content = new MemoryStream(SubmissionArchive.Read(entry, LargestArray));
            using var npz = new ZipArchive(content, ZipArchiveMode.Read);
            Check(entry.Name, stem, npz);
        }
        catch (InvalidDataException error)
        {
            problems.Add(file, null, "masks that cannot be read",
                $"{entry.Name} cannot be read as .npz file ({error.Message.TrimEnd('.')}); write it with numpy.savez_compressed.");
        }
    }

    /// <summary>Checks that every image of the scores has its mask, and every mask its image.</summary>
    /// <param name="scores">The scores; null where there are none.</param>
    public void CheckAgainst(CheckedScores? scores)
    {
        if (scores is not null)
        {
            var known = scores.Probabilities.Keys.SelectMany(image => new[] { Path.GetFileNameWithoutExtension(image), image })
                .ToHashSet(StringComparer.Ordinal);
            string[] without = [.. scores.Probabilities.Keys.Where(image => !HasMask(image))];
            if (without.Length > 0)
            {
                problems.Add(file, $"{stems.Count.Counted("mask")} for {scores.Rows.Counted("row")} of {scores.File}; "
                    + $"{without.Length.Counted("image has", "images have")} none, such as {without[0]}. "
                    + "Write zeros where nothing is found.");
            }
            if (stems.Where(stem => !known.Contains(stem)).ToArray() is { Length: > 0 } others)
            {
                problems.Add(file,
                    $"{others.Length.Counted("mask belongs", "masks belong")} to no row of {scores.File}, such as {others[0]}.npz.");
            }
        }
        if (images?.Keys.Where(image => !HasMask(image)).ToArray() is { Length: > 0 } missing)
        {
            problems.Add(file, $"{missing.Length.Invariant("N0")} of the {images.Count.Invariant("N0")} test images have no mask, "
                + $"such as {missing[0]}.");
        }
        if (stems.Count > 1 && notEmpty == 0)
        {
            problems.Add(file, "every mask that can be read is zero everywhere: a constant prediction.");
        }
    }

    private bool HasMask(string image) => stems.Contains(Path.GetFileNameWithoutExtension(image)) || stems.Contains(image);

    private void Check(string name, string stem, ZipArchive npz)
    {
        string[] keys = [.. npz.Entries.Select(entry => Path.GetFileNameWithoutExtension(entry.FullName))];
        if (keys is not [SubmissionNames.ArrayKey])
        {
            var found = keys.Length == 0 ? "no arrays" : $"the keys {string.Join(", ", keys)}";
            problems.Add(file, null, "masks with other keys", $"{name} has {found}; "
                + $"expected is one array with the key {SubmissionNames.ArrayKey}, as numpy.savez_compressed(path, mask) writes it.");
            return;
        }
        var array = NpzArray.Read(SubmissionArchive.Read(npz.Entries[0], LargestArray));
        if (array.Type != NpzArray.Float16)
        {
            problems.Add(file, null, "masks of another type",
                $"{name} has the type {array.Type}; expected is float16 ({NpzArray.Float16}).");
        }
        if (array.Shape.Count != 2)
        {
            problems.Add(file, null, "masks of another shape",
                $"{name} has the shape ({string.Join(", ", array.Shape)}); expected is (height, width).");
            return;
        }
        CheckSize(name, stem, array);
        CheckValues(name, array);
    }

    private void CheckSize(string name, string stem, NpzArray array)
    {
        string[] paths = byStem is null ? [] : [.. byStem[stem]];
        if (paths.Length == 0 && images?.GetValueOrDefault(stem) is { } exact)
        {
            paths = [exact];
        }
        if (paths is not [var path])
        {
            return;
        }
        var (header, (height, width)) = (ImageCodec.Inspect(path), (array.Shape[0], array.Shape[1]));
        if ((header.Height, header.Width) != (height, width))
        {
            var swapped = (header.Height, header.Width) == (width, height) ? "; height and width are swapped" : "";
            problems.Add(file, null, "masks of another size", $"{name} has the shape ({height}, {width}), "
                + $"but {Path.GetFileName(path)} has height {header.Height} and width {header.Width}{swapped}.");
        }
    }

    private void CheckValues(string name, NpzArray array)
    {
        if (Array.Find(array.Values, value => value is not (>= 0 and <= 1)) is var wrong && wrong != 0)
        {
            problems.Add(file, null, "masks with values outside [0, 1]",
                $"{name} has the value {wrong.Invariant()}; expected are values in [0, 1], 0 where nothing is found.");
        }
        notEmpty += Array.Exists(array.Values, value => value != 0) ? 1 : 0;
    }
}

using Telltale.Data;

namespace Telltale.Benchmarks;

/// <summary>The options of <see cref="CopyMoveVerb"/>.</summary>
/// <param name="Folders">Folders with <c>image/</c> and <c>mask/</c> to test on; images without a mask are authentic.</param>
/// <param name="Training">Folders of the same layout that U-Nets are trained on; empty for the matcher.</param>
/// <param name="Original">The original of an image, from its path.</param>
/// <param name="Kind">The kind of a forgery, from its path; null to report all together.</param>
internal sealed record CopyMoveOptions(
    IReadOnlyList<string> Folders, IReadOnlyList<string> Training, Func<ImageRecord, string> Original, Func<ImageRecord, string>? Kind)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">There is no folder to test on, or a value is missing or invalid.</exception>
    public static CopyMoveOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new CopyMoveOptions([], [], GroupBy.Pattern("/([^/_.]+)[_.][^/]*$"), null);
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[^1]} needs a value.");
            options = arguments[i] switch
            {
                "--original" => options with { Original = GroupBy.Pattern(Value()) },
                "--kind" => options with { Kind = GroupBy.Pattern(Value()) },
                "--train" => options with { Training = [.. options.Training, Value()] },
                var folder => options with { Folders = [.. options.Folders, folder] },
            };
        }
        return options.Folders.Count > 0 ? options : throw new ArgumentException("copymove needs folders with image/ and mask/.");
    }

    /// <summary>The images of some folders, as one collection.</summary>
    /// <exception cref="DirectoryNotFoundException">A folder has no <c>image/</c>.</exception>
    public ImageCollection Read(IReadOnlyList<string> folders) =>
        new(string.Join(" + ", folders.Select(Path.GetFileName)), folders.SelectMany(Records));

    private IEnumerable<ImageRecord> Records(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "image")).Order(StringComparer.Ordinal).Select(path =>
        {
            var mask = Path.Combine(folder, "mask", $"{Path.GetFileNameWithoutExtension(path)}.png");
            var record = new ImageRecord(path, File.Exists(mask) ? ImageLabel.Edited : ImageLabel.Authentic, Path.GetFileName(folder))
            {
                MaskPath = File.Exists(mask) ? mask : null,
            };
            return record with { SourceId = Original(record) };
        });
}

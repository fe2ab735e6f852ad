using System.Globalization;
using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Benchmarks;

/// <summary>The options of <see cref="CopyMoveVerb"/>.</summary>
/// <param name="Folders">Folders to test on, in any layout for localization.</param>
/// <param name="Training">Folders that U-Nets are trained on; empty for the matcher.</param>
/// <param name="Original">The original of an image, from its path.</param>
/// <param name="Kind">The kind of a forgery, from its path; null to report all together.</param>
/// <param name="Matcher">The options of the matcher.</param>
internal sealed record CopyMoveOptions(
    IReadOnlyList<string> Folders, IReadOnlyList<string> Training, Func<ImageRecord, string> Original, Func<ImageRecord, string>? Kind,
    Telltale.CopyMove.CopyMoveOptions Matcher)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">There is no folder to test on, or a value is missing or invalid.</exception>
    public static CopyMoveOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new CopyMoveOptions([], [], GroupBy.Pattern("/([^/_.]+)[_.][^/]*$"), null, new());
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[^1]} needs a value.");
            options = arguments[i] switch
            {
                "--original" => options with { Original = GroupBy.Pattern(Value()) },
                "--kind" => options with { Kind = GroupBy.Pattern(Value()) },
                "--scales" => options with { Matcher = options.Matcher with { Scales = [.. Value().Split(',').Select(Scale)] } },
                "--train" => options with { Training = [.. options.Training, Value()] },
                var folder => options with { Folders = [.. options.Folders, folder] },
            };
        }
        return options.Folders.Count > 0 ? options : throw new ArgumentException("copymove needs folders of images and masks.");
    }

    private static double Scale(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var scale) && scale >= 1
        ? scale
        : throw new ArgumentException($"'{text}' must be a scale of at least 1.");

    /// <summary>The images of some folders, as one collection.</summary>
    /// <exception cref="InvalidDataException">A folder has no known layout.</exception>
    public ImageCollection Read(IReadOnlyList<string> folders) => new(
        string.Join(" + ", folders.Select(Path.GetFileName)),
        folders.SelectMany(folder => LocalizationFolder.Read(folder)).Select(record => record with { SourceId = Original(record) }));
}

using Telltale.Data.Forging;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>Writes an original and its edits in SAGI-D's layout, with its file names and the lines of its list.</summary>
/// <param name="root">Parent of <c>sagid</c>.</param>
/// <param name="split">val or test.</param>
/// <param name="source">coco, raise or openimages.</param>
/// <param name="name">Name of the original.</param>
/// <param name="plan">How the files are stored.</param>
internal sealed class SagidOriginal(string root, string split, string source, string name, FilePlan plan)
{
    /// <summary>The list's header.</summary>
    public const string ListHeader = "img_path,mask_path,src_path,type";

    private const int Edits = 3;

    /// <summary>Writes the original, three edited images, and for every second original one that is edited twice.</summary>
    /// <param name="photograph">The original.</param>
    /// <param name="number">Number of the original; methods are assigned in turn.</param>
    /// <param name="random">Draws regions and edits.</param>
    /// <returns>The lines of the list, one per edited image.</returns>
    public IReadOnlyList<string> Write(RgbImage photograph, int number, SeededRandom random)
    {
        Put("original", $"{name}.jpg", Stored(photograph));
        var picture = FloatImage.From(photograph);
        // Sources alternate too, and each must get every method.
        var first = Edits * (number / 3);
        var singles = Enumerable.Range(first, Edits).Select(turn => new[] { SagidEdit.All[turn % SagidEdit.All.Count] });
        SagidEdit[] twice = [.. random.Permutation(SagidEdit.All.Count).Take(2).Select(index => SagidEdit.All[index])];
        return [.. (number % 2 == 0 ? singles.Append(twice) : singles).Select(edits => Edit(picture, edits, random))];
    }

    private string Edit(FloatImage picture, SagidEdit[] edits, SeededRandom random)
    {
        var mask = Mask.Empty(picture.Width, picture.Height);
        foreach (var edit in edits)
        {
            var region = EditRegion.Draw(picture.Width, picture.Height, (RegionShape)random.Next(3), random);
            (picture, mask) = (edit.Forging.Edit(picture, region, random), region.With(mask));
        }
        var stem = string.Join('_', edits.Select((edit, index) => $"{source}_{name}_{edit.NamePart(index + 1)}"));
        var method = edits.Length == 1 ? edits[0].Method : "mixed";
        var type = edits.All(edit => edit.Forging.EditKind == EditKind.Spliced) ? "sp" : "fr";
        string[] paths =
        [
            Put($"{method}/image", $"{stem}.jpg", Stored(picture.ToRgbImage())),
            Put($"{method}/mask", $"{stem}_mask.png", ImageCodec.EncodePng(mask.ToRgbImage())),
            $"sagid/{split}/{source}/original/{name}.jpg",
        ];
        return $"{string.Join(',', paths).Replace('/', '\\')},{type}"; // as the official list writes them
    }

    private byte[] Stored(RgbImage image) => ImageCodec.EncodeJpeg(image, plan.Quality, plan.Subsampling);

    private string Put(string folder, string file, byte[] content)
    {
        var path = $"sagid/{split}/{source}/{folder}/{file}";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
        File.WriteAllBytes(Path.Combine(root, path), content);
        return path;
    }
}

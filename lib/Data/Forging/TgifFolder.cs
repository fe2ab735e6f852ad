using Telltale.Runtime;

namespace Telltale.Data.Forging;

/// <summary>Writes edited photographs in TGIF's layout, with its file names.</summary>
/// <param name="root">Parent of <c>orig</c>, <c>masks</c> and the folder of each method.</param>
/// <param name="options">How photographs are edited.</param>
internal sealed class TgifFolder(string root, ForgeOptions options)
{
    private static readonly (RegionShape Shape, string Name)[] Selections = [(RegionShape.Box, "bbox"), (RegionShape.Silhouette, "segm")];

    /// <summary>Writes one photograph: the original, its two selections, and the edits of every method.</summary>
    /// <param name="photograph">The photograph.</param>
    /// <param name="id">Its name in TGIF's file names.</param>
    /// <param name="split">training, validation or testing.</param>
    /// <param name="number">Number of the photograph; seeds its random draws.</param>
    public void Write(RgbImage photograph, string id, string split, int number)
    {
        var picture = FloatImage.From(photograph);
        Put("orig", split, $"{id}_orig.png", Resaved(photograph, number));
        EditRegion[] selections = [.. Selections.Select((selection, index) =>
            EditRegion.Draw(picture.Width, picture.Height, selection.Shape, SeededRandom.For(options.Seed, number, 0, index)))];
        foreach (var (region, (_, name)) in selections.Zip(Selections))
        {
            Put("masks", split, $"{id}_mask_{name}.png", region.Mask.ToRgbImage());
        }
        for (var method = 0; method < options.Methods.Count; method++)
        {
            for (var variation = 0; variation < options.Variations; variation++)
            {
                var random = SeededRandom.For(options.Seed, number, 1, method, variation);
                Edit(picture, selections, options.Methods[method], random, $"{id}_mask_", split, (number, variation));
            }
        }
    }

    private void Edit(
        FloatImage picture, EditRegion[] selections, ForgingMethod method, SeededRandom random, string prefix, string split,
        (int Photograph, int Variation) number)
    {
        var (names, selection) = (TgifNames.Of(method), random.Next(selections.Length));
        var region = names.IsWidened ? selections[selection].Widened() : selections[selection];
        var stem = prefix + Selections[selection].Name;
        var edited = method.Edit(picture, region, random).ToRgbImage();
        Put(method.Name, split, $"{stem}{names.Image}_{number.Variation}.png", Resaved(edited, number.Photograph));
        Put("masks", split, stem + names.MaskSuffix, region.Mask.ToRgbImage());
    }

    // The same draw for all images of a photograph.
    private RgbImage Resaved(RgbImage image, int number) =>
        options.Resaving?.Apply(image, SeededRandom.For(options.Seed, number, 2)) ?? image;

    private void Put(string set, string split, string name, RgbImage image)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, set, split)).FullName;
        File.WriteAllBytes(Path.Combine(folder, name), ImageCodec.EncodePng(image));
    }
}

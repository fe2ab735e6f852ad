using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

/// <summary>A new layout is one class: everything that these use is public.</summary>
public sealed class KnownLayoutsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_users_layout_is_read_along_with_the_known_ones()
    {
        folder.Touch("camera/0_real/a.png", "inbox/fake_1.png", "inbox/fake_2.png");
        var records = DetectionFolder.Read(folder.Root, [.. KnownLayouts.All, new NamedFakes()]);
        Assert.Equal(["Real camera", "Synthetic inbox", "Synthetic inbox"], records.Select(record => $"{record.Label} {record.Source}"));
    }

    [Fact]
    public void An_image_of_two_layouts_belongs_to_the_first()
    {
        folder.Touch("camera/0_real/fake_1.png", "camera/1_fake/a.png");
        Assert.Equal([ImageLabel.Real, ImageLabel.Synthetic], Labels([.. KnownLayouts.All, new NamedFakes()]));
        Assert.Throws<InvalidDataException>(() => Labels([new NamedFakes(), .. KnownLayouts.All]));

        ImageLabel[] Labels(ILayout[] layouts) => [.. DetectionFolder.Read(folder.Root, layouts).Select(record => record.Label)];
    }

    [Fact]
    public void A_users_layout_reports_its_problems_as_the_known_ones_do()
    {
        folder.Touch("a.png", "a.mask.png", "b.png", "c.png", "c.mask.tif");
        var error = Assert.Throws<ImageFileException>(() => LocalizationFolder.Read(folder.Root, layouts: [new MaskBesideImage()]));
        Assert.StartsWith(
            folder.File("b.png") + ": It has no mask. Looked for " + folder.File("b.mask.png"), error.Message, StringComparison.Ordinal);
        var read = LocalizationFolder.Read(folder.Root, new() { Invalid = InvalidImages.Skip }, [new MaskBesideImage()]);
        Assert.Equal([folder.File("a.mask.png"), folder.File("c.mask.tif")], read.Select(record => record.MaskPath));
        Assert.Single(read.Skipped);
    }

    [Fact]
    public void The_error_names_the_layouts_of_its_task_only()
    {
        folder.Touch("holiday/a.jpg");
        var error = Assert.Throws<InvalidDataException>(() => DetectionFolder.Read(folder.Root, [new NamedFakes(), new MaskBesideImage()]));
        Assert.Contains("Looked for named fakes (fake_*.png); or a manifest.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_task_has_layouts_with_names_of_their_own()
    {
        Assert.All(Enum.GetValues<ImageTask>(), task => Assert.Contains(KnownLayouts.All, layout => layout.Task == task));
        Assert.Distinct(KnownLayouts.All.Select(layout => layout.Name));
        Assert.All(KnownLayouts.All, layout => Assert.False(layout.LooksLike.EndsWith('.')));
    }

    [Fact]
    public void No_layout_matches_a_folder_without_images()
    {
        var contents = new FolderContents(folder.Root);
        Assert.All(KnownLayouts.All, layout => Assert.False(layout.Matches(contents)));
    }

    private sealed class NamedFakes : ILayout
    {
        public string Name => "named fakes";

        public ImageTask Task => ImageTask.Detection;

        public string LooksLike => "fake_*.png";

        public bool Matches(FolderContents contents) => Read(contents).Any();

        public IEnumerable<LayoutEntry> Read(FolderContents contents) =>
            from image in contents.Images
            where Path.GetFileName(image).StartsWith("fake_", StringComparison.Ordinal)
            select (LayoutEntry)new ImageRecord(image, ImageLabel.Synthetic, contents.SourceAndSplit(Path.GetDirectoryName(image)!).Source);
    }

    private sealed class MaskBesideImage : ILayout
    {
        public string Name => "mask beside image";

        public ImageTask Task => ImageTask.Localization;

        public string LooksLike => "a.png and a.mask.png";

        public bool Matches(FolderContents contents) => contents.Images.Any(IsMask);

        public IEnumerable<LayoutEntry> Read(FolderContents contents)
        {
            foreach (var image in contents.Images.Where(image => !IsMask(image)))
            {
                string[] masks = [Path.ChangeExtension(image, ".mask.png"), Path.ChangeExtension(image, ".mask.tif")];
                yield return masks.FirstOrDefault(contents.Contains) is { } mask
                    ? new ImageRecord(image, ImageLabel.Edited, "beside") { MaskPath = mask }
                    : LayoutEntry.WithoutMask(image, masks[0]);
            }
        }

        private static bool IsMask(string image) => image.Contains(".mask.", StringComparison.Ordinal);
    }
}

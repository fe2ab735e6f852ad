using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class DeclaredClassesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_are_real_or_synthetic_as_a_text_file_declares()
    {
        folder.Touch("biggan_256/a.png", "real_coco_valid/b.jpg", "real_ucid/c.jpg", "guided/deep/d.png", "undeclared/e.png");
        File.WriteAllText(
            folder.File("classes.txt"), "# the test set of a paper\nbiggan_256 = synthetic\nreal_* = real\n\nguided/deep=fake\n");
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal(
            ["Synthetic biggan_256", "Synthetic guided/deep", "Real real_coco_valid", "Real real_ucid"], images.Select(Described));
        Assert.Contains(
            "image 4, list 1), 1 left out (in no folder that names a class 1)", images.Ledger!.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_caller_may_declare_folders_and_takes_precedence()
    {
        folder.Touch("biggan_256/a.png", "RAISE/b.jpg", "x/0_real/c.png");
        File.WriteAllText(folder.File("classes.txt"), "biggan_256 = real");
        var classes = new Dictionary<string, ImageLabel> { ["biggan_256"] = ImageLabel.Synthetic, ["RAISE"] = ImageLabel.Real };
        Assert.Equal(
            ["Real RAISE", "Synthetic biggan_256", "Real x"],
            DetectionFolder.Read(folder.Root, classes: classes).OrderBy(record => record.Path, StringComparer.Ordinal).Select(Described));
    }

    [Theory]
    [InlineData("biggan_256 = synthetic\nreal_coco = real", "no images in a folder named 'real_coco', which is declared real")]
    [InlineData("biggan_256 = synthetic\nreal_coco_valid", "classes.txt, line 2: 'real_coco_valid' does not declare a folder")]
    [InlineData("biggan_256 = maybe", "line 1: 'biggan_256 = maybe' does not declare a folder")]
    [InlineData("# nothing", "declares no folder")]
    public void A_line_that_declares_nothing_is_named(string text, string problem)
    {
        folder.Touch("biggan_256/a.png", "real_coco_valid/b.jpg");
        File.WriteAllText(folder.File("classes.txt"), text);
        Assert.Contains(
            problem, Assert.Throws<InvalidDataException>(() => DetectionFolder.Read(folder.Root)).Message, StringComparison.Ordinal);
    }

    private static string Described(ImageRecord record) => $"{record.Label} {record.Source}";
}

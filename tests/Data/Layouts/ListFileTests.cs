using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class ListFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("imgs/a.png 0\nimgs/b.png 1\n")]
    [InlineData("imgs/a.png\treal\nimgs/b.png\tfake\n")]
    [InlineData("# made elsewhere\n/home/me/set/imgs/a.png,0\n/home/me/set/imgs/b.png,1")]
    [InlineData("set\\imgs\\a.png 0\nset\\imgs\\b.png 1")]
    public void Lines_without_a_header_name_images_and_labels(string text)
    {
        folder.Touch("imgs/a.png", "imgs/b.png");
        File.WriteAllText(folder.File("val.txt"), text);
        Assert.Equal(["Real validation a.png", "Synthetic validation b.png"], Described(DetectionFolder.Read(folder.Root)));
        Assert.Equal(["Real validation a.png", "Synthetic validation b.png"], Described(DetectionFolder.Read(folder.File("val.txt"))));
    }

    [Fact]
    public void A_name_may_have_spaces()
    {
        folder.Touch("my images/a 1.png", "my images/b 2.png");
        File.WriteAllText(folder.File("mine.txt"), "my images/a 1.png 0\nmy images/b 2.png 1\n");
        Assert.Equal(["mine"], DetectionFolder.Read(folder.Root).Sources);
    }

    [Theory]
    [InlineData("Tp/a.jpg Gt/a.png\nAu/b.jpg None\n")]
    [InlineData("Tp/a.jpg\tGt/a.png\t1\nAu/b.jpg\tNone\t0\n")]
    public void Lines_name_images_and_masks(string text)
    {
        folder.Touch("Tp/a.jpg", "Gt/a.png", "Au/b.jpg");
        File.WriteAllText(folder.File("set.txt"), text);
        Assert.Equal(["Edited  a.jpg a.png", "Authentic  b.jpg"], Described(LocalizationFolder.Read(folder.File("set.txt"))));
    }

    [Fact]
    public void The_lists_of_IMDL_BenCo_are_read_from_the_folder_or_by_their_path()
    {
        folder.Touch("data/Tp/6.jpg", "data/Gt/6.jpg", "data/Tp/8.jpg");
        File.WriteAllText(folder.File("test.json"), """[["./data/Tp/6.jpg", "./data/Gt/6.jpg"], ["./data/Tp/8.jpg", "Negative"]]""");
        File.WriteAllText(folder.File("other.json"), """{"learning_rate": 0.1}""");
        string[] expected = ["Edited test 6.jpg 6.jpg", "Authentic test 8.jpg"];
        Assert.Equal(expected, Described(LocalizationFolder.Read(folder.File("test.json"))));
        var images = LocalizationFolder.Read(folder.Root);
        Assert.Equal(expected, Described(images));
        Assert.Equal("5 files: 4 used (image 2, list 1, mask 1), 1 left out (no image 1), 0 broken", images.Ledger!.Summary);
    }

    [Fact]
    public void A_missing_image_or_mask_is_named_with_the_list()
    {
        folder.Touch("Tp/6.jpg", "Tp/7.jpg", "Gt/6.png");
        File.WriteAllText(folder.File("l.json"), """[["Tp/6.jpg", "Gt/6.png"], ["Tp/7.jpg", "Gt/7.png"]]""");
        var error = Assert.Throws<ImageFileException>(() => LocalizationFolder.Read(folder.File("l.json")));
        Assert.Contains($"Its mask {folder.File("Gt/7.png")} does not exist, but {folder.File("l.json")} names it (pair 2)",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imgs/a.png 0\nimgs/b\0.png 1\n")]
    [InlineData("imgs/a.png 0\nimgs/b\uFFFD.png 1\n")]
    public void A_damaged_character_is_refused_with_list_and_line(string text)
    {
        folder.Touch("imgs/a.png", "imgs/b.png");
        File.WriteAllText(folder.File("val.txt"), text);
        var message = Assert.Throws<InvalidDataException>(() => DetectionFolder.Read(folder.File("val.txt"))).Message;
        Assert.StartsWith($"{folder.File("val.txt")}, line 2: ", message, StringComparison.Ordinal);
        Assert.Contains("contains a damaged character", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list.json", "[[\"Tp/6.jpg\", \"Gt/6.png\"")]
    [InlineData("list.txt", "nothing of the kind\n")]
    [InlineData("list.tar", "no archive")]
    public void A_file_that_is_no_list_is_not_called_a_missing_folder(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        Func<string, ImageCollection>[] readers = [file => DetectionFolder.Read(file), file => LocalizationFolder.Read(file)];
        foreach (var read in readers)
        {
            var message = Assert.Throws<InvalidDataException>(() => read(folder.File(name))).Message;
            Assert.StartsWith($"'{folder.File(name)}' ", message, StringComparison.Ordinal);
            Assert.Contains("that can be read. Looked for ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_with_a_NUL_in_a_JSON_list_does_not_exist()
    {
        folder.Touch("Tp/6.jpg", "Gt/6.png");
        File.WriteAllText(folder.File("l.json"), """[["Tp/6\u0000.jpg", "Gt/6.png"]]""");
        Assert.Contains("Tp/6?.jpg: It does not exist",
            Assert.Throws<ImageFileException>(() => LocalizationFolder.Read(folder.File("l.json"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_names_no_image_is_no_list()
    {
        folder.Touch("0_real/a.png", "1_fake/b.png");
        File.WriteAllText(folder.File("notes.txt"), "version 1\n");
        Assert.Equal(2, DetectionFolder.Read(folder.Root).Count);
    }

    private static IEnumerable<string> Described(ImageCollection images) => images.Select(record =>
        $"{record.Label} {record.Split} {Path.GetFileName(record.Path)} {Path.GetFileName(record.MaskPath)}".TrimEnd());
}

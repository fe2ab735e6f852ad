using CsCheck;
using Telltale.Data;

namespace Telltale.Tests.Data;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_columns_are_enough()
    {
        var record = Assert.Single(Read("path,label\nphotos/a.b.jpg,real\n"));
        Assert.Equal(
            new ImageRecord(folder.File(Path.Combine("photos", "a.b.jpg")), ImageLabel.Real, Path.GetFileName(folder.Root)), record);
    }

    [Fact]
    public void All_columns_are_read_in_any_order_and_case_and_others_are_ignored()
    {
        var record = Assert.Single(Read(
            "JPEG_Quality, format ,height,width,Edit_Kind,method,mask_path,camera,source_id,split,source,label,path\n"
            + "90,jpeg,20,30,SP,sd2,m\\a.png,Nikon,scene 7,train,sd2-sp,Edited,i\\a.jpg\n"));
        Assert.Equal(
            new ImageRecord(folder.File(Path.Combine("i", "a.jpg")), ImageLabel.Edited, "sd2-sp")
            {
                Split = "train",
                SourceId = "scene 7",
                MaskPath = folder.File(Path.Combine("m", "a.png")),
                Method = "sd2",
                EditKind = EditKind.Spliced,
                Width = 30,
                Height = 20,
                Format = "jpeg",
                JpegQuality = 90,
            },
            record);
    }

    [Fact]
    public void Absolute_paths_and_a_byte_order_mark_and_windows_line_ends_are_fine()
    {
        var elsewhere = Path.GetFullPath(Path.Combine(folder.Root, "..", "elsewhere.png"));
        Assert.Equal(
            [elsewhere, folder.File("b.png")],
            Read($"\uFEFFpath,label\r\n{elsewhere},fake\r\n../{Path.GetFileName(folder.Root)}/b.png,real\r\n")
                .Select(record => record.Path));
    }

    [Theory]
    [InlineData("label\nreal\n", 1, "the column 'path' is missing; found: label")]
    [InlineData("path,class\na.png,real\n", 1, "the column 'label' is missing; found: path, class")]
    [InlineData("", 1, "the column 'path' is missing")]
    [InlineData("path,label\n", 1, "there are no rows below the header")]
    [InlineData("path,label,sou", 1, "there are no rows below the header")]
    [InlineData("path,label\na.png,real\nb.png,genuine\n", 3, "the label 'genuine' is unknown. Use real or synthetic")]
    [InlineData("path,label\n,real\n", 2, "'path' is empty")]
    [InlineData("path,label\na.png\n", 2, "the row has 1 fields, where 2 were expected (path, label). Put")]
    [InlineData("path,label,width\na.png,real,wide\n", 2, "'width' is 'wide'")]
    [InlineData("path,label,edit_kind\na.png,edited,half\n", 2, "'half' is neither sp nor fr. Use sp")]
    [InlineData("path,label,height\na.png,real,-1\n", 2, "'height' is '-1'")]
    [InlineData("path,label\n\"a\nb.png\",real\n\nx/../c.png,real\nc.png,fake\n", 6, "c.png' is already on line 5. Remove one")]
    [InlineData("path,label\na.png,real,\n", 2, "the row has 3 fields, where 2 were expected")]
    [InlineData("path,label,size,Size\na.png,real,1,2\n", 1, "2 columns are called 'size'. Rename")]
    [InlineData("file,image,label\na.png,b.png,real\n", 1, "the column 'path' may be file or image. Name it: CsvOptions")]
    [InlineData("path,label\n1_fake/a.png,real\n", 2, "'1_fake/a.png' is synthetic by its folder 1_fake, but real by its label 'real'")]
    [InlineData("path,label\nx/real/y/a.png,1\n", 2, "if '1' means real here, say so with CsvOptions.Labels")]
    [InlineData("path,label\ngan/train/ai/a.png,0.0\n", 2, "is synthetic by its folder ai, but real by its label '0.0'")]
    [InlineData("path,label\na\0.png,real\n", 2, "contains a NUL character")]
    [InlineData("path,label,width\na.png,real,1.5\n", 2, "'width' is '1.5', not a whole number")]
    [InlineData("a.png,real,b\n", 1, "the file has no header, and which of its 3 columns is which cannot be told: a.png,real,b")]
    [InlineData("a.png,b.png\n", 1, "cannot be told")]
    [InlineData("path,label\n\"a.png,real\n", 3, "quotation marks")]
    [InlineData("path,label\na\"b.png,real\n", 2, "quotation marks")]
    public void What_cannot_be_understood_is_named_with_file_line_and_cure(string text, int line, string problem)
    {
        var error = Assert.Throws<ManifestException>(() => Read(text));
        Assert.Equal((folder.File("list.csv"), line), (error.File, error.Line));
        Assert.StartsWith($"{folder.File("list.csv")}, line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_manifest_is_named() =>
        Assert.Contains("nothing.csv, line 1: there is no such file",
            Assert.Throws<ManifestException>(() => Manifest.Read(folder.File("nothing.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Paths_below_the_folder_are_written_relative_so_that_a_collection_can_move()
    {
        ImageRecord[] records =
            [new(folder.File("a/0_real/1.png"), ImageLabel.Real, "a"), new("/elsewhere/2.png", ImageLabel.Synthetic, "b")];
        Manifest.Write(folder.File("a/list.csv"), records);
        Assert.Equal(
            "path,label,source,split,source_id,mask_path,method,edit_kind,width,height,format,jpeg_quality\n"
            + "0_real/1.png,real,a,,,,,,,,,\n/elsewhere/2.png,synthetic,b,,,,,,,,,\n",
            File.ReadAllText(folder.File("a/list.csv")));
    }

    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind()
    {
        Assert.SkipWhen(Path.DirectorySeparatorChar == '\\', "Here a backslash is a separator.");
        var error = Assert.Throws<ArgumentException>(
            () => Manifest.Write(folder.File("list.csv"), [new(folder.File("a\\b.png"), ImageLabel.Real, "a")]));
        Assert.Contains("a\\b.png", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Every_record_comes_back_as_it_was()
    {
        var text = Gen.String[Gen.Char["ab.,\"' ;=#\n\r\tä€|…"], 1, 8];
        var place = Gen.Select(text, Gen.Bool).Select((name, inside) => inside ? folder.File($"x{name}/y{name}") : $"/z{name}/y{name}");
        var record = Gen.Select(
            place, Gen.Enum<ImageLabel>(), text, Gen.Null(text), Gen.Null(text), Gen.Null(place), Gen.Int[0, 9999], Gen.Enum<EditKind>())
            .Select((path, label, source, split, id, mask, size, regeneration) => new ImageRecord(path, label, source)
            {
                Split = split,
                SourceId = id ?? path,
                MaskPath = mask,
                Width = size,
                Height = size / 2,
                Method = split is null ? null : source,
                EditKind = regeneration,
                Format = size % 2 == 0 ? null : "jpeg",
                JpegQuality = size % 2 == 0 ? null : 1 + size % 100,
            });
        record.List[1, 20].Select(records => records.DistinctBy(each => each.Path).ToArray()).Sample(
            records =>
            {
                Manifest.Write(folder.File("round.csv"), records);
                return Manifest.Read(folder.File("round.csv")).SequenceEqual(records);
            },
            iter: 300, threads: 1);
    }

    private IReadOnlyList<ImageRecord> Read(string text)
    {
        File.WriteAllText(folder.File("list.csv"), text);
        return Manifest.Read(folder.File("list.csv"));
    }
}

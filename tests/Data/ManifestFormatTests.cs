using System.Text;
using Telltale.Data;

namespace Telltale.Tests.Data;

public sealed class ManifestFormatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, Encoding> Encodings => new()
    {
        { "UTF-8", new UTF8Encoding(false) },
        { "UTF-8 with a mark", new UTF8Encoding(true) },
        { "UTF-16", new UnicodeEncoding(false, true) },
        { "UTF-16, big-endian", new UnicodeEncoding(true, true) },
        { "UTF-16 without a mark", new UnicodeEncoding(false, false) },
        { "UTF-16, big-endian, without a mark", new UnicodeEncoding(true, false) },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("path,label\na;1.png,real\nb.png,fake\n")]
    [InlineData("path;label\na;1.png;real\nb.png;fake\n", false)]
    [InlineData("path;label\n\"a;1.png\";real\nb.png;fake\n")]
    [InlineData("path\tlabel\na;1.png\treal\nb.png\tfake\n")]
    [InlineData("sep=;\r\npath;label\r\n\"a;1.png\";real\r\nb.png;fake\r\n")]
    [InlineData("\"path\",\"label\"\n\"a;1.png\",\"real\"\n\"b.png\",\"fake\"\n")]
    [InlineData("a;1.png,real\nb.png,fake\n")]
    [InlineData("real\ta;1.png\nfake\tb.png\n")]
    [InlineData("image_path;y_true;note\n\"a;1.png\";0.0;x,y\nb.png;1.0;\n")]
    [InlineData("filename,target,,\na;1.png,False,,\nb.png,True,,\n")]
    public void Separator_and_header_are_found(string text, bool isRead = true)
    {
        if (!isRead)
        {
            Assert.Contains("the row has 3 fields", Assert.Throws<ManifestException>(() => Read(text)).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(
            [(folder.File("a;1.png"), ImageLabel.Real), (folder.File("b.png"), ImageLabel.Synthetic)],
            Read(text).Select(record => (record.Path, record.Label)));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encodings_are_found(string name, Encoding encoding)
    {
        File.WriteAllText(folder.File("list.csv"), "path;label\nKöln été.png;real\n", encoding);
        Assert.True(folder.File("Köln été.png") == Assert.Single(Manifest.Read(folder.File("list.csv"))).Path, name);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_damaged_character_is_refused_whatever_the_encoding(string name, Encoding encoding)
    {
        var file = folder.File("list.csv");
        File.WriteAllText(file, "path;label\na.png;real\nb?.png;real\n", encoding);
        var bytes = File.ReadAllBytes(file);
        var mark = bytes.AsSpan().LastIndexOf((byte)'?');
        bytes[mark] = 0xDC; // the first half of a character in UTF-8, half of a pair in UTF-16
        if (!name.StartsWith("UTF-8", StringComparison.Ordinal))
        {
            (bytes[mark], bytes[name.Contains("big", StringComparison.Ordinal) ? mark - 1 : mark + 1]) = (0, 0xDC);
        }
        File.WriteAllBytes(file, bytes);
        Assert.Contains("it is neither UTF-8 nor UTF-16", Assert.Throws<ManifestException>(() => Manifest.Read(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_another_encoding_is_refused_with_its_line()
    {
        File.WriteAllText(folder.File("list.csv"), "path;label\na.png;real\nKöln.png;real\n", Encoding.Latin1);
        var error = Assert.Throws<ManifestException>(() => Manifest.Read(folder.File("list.csv")));
        Assert.Equal(3, error.Line);
        Assert.Contains("it is neither UTF-8 nor UTF-16. Save it as UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_and_labels_are_named_by_the_caller()
    {
        var options = new CsvOptions
        {
            Columns = { ["path"] = "foto", ["label"] = "typ", ["source"] = "kamera" },
            Labels = { ["echt"] = ImageLabel.Real, ["KI"] = ImageLabel.Synthetic, ["2"] = ImageLabel.Synthetic },
        };
        var records = Read("kamera;foto;typ;path\nA;1.png;Echt;x\nB;2.png;ki;y\nC;3.png;2.0;z\n", options);
        Assert.Equal(["A", "B", "C"], records.Select(record => record.Source));
        Assert.Equal([false, true, true], records.Select(record => record.IsPositive));
        Assert.Equal(folder.File("1.png"), records[0].Path);
    }

    [Fact]
    public void Columns_of_a_file_without_a_header_are_named_by_number()
    {
        var options = new CsvOptions { Columns = { ["path"] = "#3", ["label"] = "#1" }, HasHeader = false };
        Assert.Equal(folder.File("a.png"), Assert.Single(Read("fake,17,a.png\n", options)).Path);
    }

    [Fact]
    public void A_column_that_the_caller_named_and_the_file_lacks_is_an_error_that_lists_what_was_found() => Assert.Contains(
        "there is no column 'foto', which was named for 'path'; found: path, label. Name one of these.",
        Assert.Throws<ManifestException>(() => Read("path,label\na.png,real\n", new() { Columns = { ["path"] = "foto" } })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_was_found_and_needed_and_the_cure_are_named() => Assert.Contains(
        "line 1: the column 'label' is missing; found: path, klasse (separated by semicolons); needed: path, label. "
        + "Add or rename it, or name it: CsvOptions { Columns = { [\"label\"] = \"…\" } }, or TELLTALE_COLUMNS='label=…'.",
        Assert.Throws<ManifestException>(() => Read("path;klasse\na.png;real\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_label_may_be_declared_to_mean_the_opposite()
    {
        var options = new CsvOptions { Labels = { ["1"] = ImageLabel.Real, ["0"] = ImageLabel.Synthetic } };
        Assert.Equal([false, true],
            Read("path,label\n0_real/a.png,1\n1_fake/b.png,0.0\n", options).Select(record => record.IsPositive));
    }

    [Fact]
    public void Folders_may_be_declared_not_to_name_classes() => Assert.True(
        Assert.Single(Read("path,label\nreal/a.png,fake\n", new() { FoldersNameClasses = false })).IsPositive);

    [Fact]
    public void Whole_numbers_that_a_table_wrote_with_a_point_are_read() =>
        Assert.Equal(640, Assert.Single(Read("path,label,width\na.png,real,640.0\n")).Width);

    private IReadOnlyList<ImageRecord> Read(string text, CsvOptions? options = null)
    {
        File.WriteAllText(folder.File("list.csv"), text);
        return Manifest.Read(folder.File("list.csv"), options);
    }
}

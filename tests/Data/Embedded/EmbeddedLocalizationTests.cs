using System.Text.RegularExpressions;
using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Tests.Data.Forging;

namespace Telltale.Tests.Data.Embedded;

public class EmbeddedLocalizationTests(EmbeddedLocalizationTests.SmallCorpus small) : IClassFixture<EmbeddedLocalizationTests.SmallCorpus>
{
    private static readonly EmbeddedLocalizationOptions Small = new() { TrainingOriginals = 4, ValidationOriginals = 1, TestOriginals = 3 };

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var two = Gallery.Content(small.Root);
        Assert.Equal(two, Gallery.Content(Make(folder.Root, Small, threads: 1)));
        Assert.NotEqual(two, Gallery.Content(Make(folder.Root, Small with { Seed = 4 })));
    }

    [Fact]
    public void A_complete_corpus_is_reused_and_an_incomplete_one_is_made_again()
    {
        using var folder = new TemporaryFolder();
        var before = Gallery.Content(small.Root);
        var corpus = small.CopyTo(folder);
        var victim = Path.Combine(corpus, Gallery.Files(corpus)[10]);
        File.Delete(victim);
        Assert.Equal(before, Gallery.Content(Make(folder.Root, Small)));
        var written = File.GetLastWriteTimeUtc(victim);
        Make(folder.Root, Small);
        Assert.Equal(written, File.GetLastWriteTimeUtc(victim));
    }

    [Fact]
    public void Every_source_has_every_edit_and_two_edits_in_one()
    {
        var lines = File.ReadAllLines(Path.Combine(small.Root, "sagid_test.csv"));
        Assert.Equal("img_path,mask_path,src_path,type", lines[0]);
        string[] methods = ["brushnet", "controlnet", "hdpainter", "inpaintanything", "mixed", "powerpaint", "removeanything"];
        foreach (var source in new[] { "coco", "raise", "openimages" })
        {
            var found = lines.Where(line => line.StartsWith($@"sagid\test\{source}\", StringComparison.Ordinal))
                .Select(line => line.Split('\\')[3]);
            Assert.Equal(methods, found.Distinct().Order());
        }
        Assert.All(lines.Skip(1).SelectMany(line => line.Split(',')[..3]), path =>
            Assert.True(File.Exists(Path.Combine(small.Root, path.Replace('\\', '/'))), path));
    }

    [Theory]
    [InlineData("coco", @"coco_(?<id>\d{12})")]
    [InlineData("raise", @"raise_(?<id>r[0-9a-f]{8}t_Q(?<quality>\d+))")]
    [InlineData("openimages", @"openimages_(?<id>[0-9a-f]{16})")]
    public void Images_are_named_as_in_the_official_list(string source, string photograph)
    {
        const string Methods = "(?:brushnet|controlnet|hdpainter|inpaintanything|powerpaint|removeanything)";
        const string Models = "(?:lama|sd1-5|sd2|sdxl|dreamshaper|realisticvision)";
        const string Blendings = "(?:None|Blended|Upscaled)";
        var first = $"{photograph}_{Methods}_{Models}_1_{Blendings}";
        var second = $@"_{source}_\k<id>_{Methods}_2_{Models}_2_{Blendings}";
        foreach (var fields in File.ReadAllLines(Path.Combine(small.Root, "sagid_val.csv")).Skip(1).Select(line => line.Split(',')))
        {
            var (image, mask, original) = (fields[0].Split('\\'), fields[1].Split('\\'), fields[2].Split('\\'));
            if (image[2] != source)
            {
                continue;
            }
            var pattern = image[3] == "mixed" ? $"^{first}{second}$" : $"^{first}$";
            var name = Regex.Match(Path.GetFileNameWithoutExtension(image[^1]), pattern);
            Assert.True(name.Success, $"{image[^1]} against {pattern}");
            Assert.Equal(
                (Path.GetFileNameWithoutExtension(image[^1]) + "_mask.png", name.Groups["id"].Value + ".jpg"), (mask[^1], original[^1]));
            var header = ImageCodec.Inspect(Path.Combine(small.Root, fields[0].Replace('\\', '/')));
            Assert.Equal(ImageCodec.Inspect(Path.Combine(small.Root, fields[2].Replace('\\', '/'))), header);
            Assert.True(!name.Groups["quality"].Success || name.Groups["quality"].Value == $"{header.JpegQuality}");
        }
    }

    [Fact]
    public void The_readers_find_the_split_the_sources_and_the_masks()
    {
        var read = LocalizationFolder.Read(small.Root);
        var split = read.SplitAsNamed();
        Assert.Equal((4 * 5, 3 * 4 + 2, 9 * 4 + 4), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(["tgif"], split.Train.Sources);
        Assert.Equal(["coco", "openimages", "raise"], split.Test.Sources);
        Assert.All(read.Where(record => record.IsPositive), record => Assert.NotEqual(EditKind.Unknown, record.EditKind));
        Assert.Equal(4 + 3 + 9, read.Select(record => record.SourceId).Distinct().Count());
        Assert.Equal(4 + 3 + 9, read.Count(record => !record.IsPositive));
        var dataset = new LocalizationDataset(read, Transform.Evaluation(64));
        Assert.All(Enumerable.Range(0, read.Count),
            index => Assert.Equal(read[index].IsPositive, dataset.ReadPair(index).Mask.Coverage > 0));
    }

    [Fact]
    public void Where_they_are_shown_names_say_that_they_are_simulated_and_stand_beside_the_papers_rows()
    {
        var corpus = Corpus.Localization(Small);
        Assert.All(corpus, record => Assert.StartsWith("simulated-", record.Source, StringComparison.Ordinal));
        Assert.All(corpus.Where(record => record.IsPositive), record =>
            Assert.StartsWith("simulated-", record.Method, StringComparison.Ordinal));
        var row = Paper.LocalizationDetection.Rows[0];
        Assert.Contains(corpus, record => record.IsPositive && row.IsOf(record.Source, record.Method!));
        Assert.True(row.IsOf("RAISE", "hdpainter"));
        Assert.False(row.IsOf("RAISE", "mixed"));
    }

    private static string Make(string folder, EmbeddedLocalizationOptions options, int threads = 2) =>
        EmbeddedCorpus.Localization(folder, options, threads, progress: null, CancellationToken.None);

    /// <summary>A corpus that no test changes.</summary>
    public sealed class SmallCorpus : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public SmallCorpus() => Root = Make(folder.Root, Small);

        public string Root { get; }

        internal string CopyTo(TemporaryFolder other)
        {
            var copy = other.File(Path.GetFileName(Root));
            foreach (var file in Gallery.Files(Root))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
                File.Copy(Path.Combine(Root, file), Path.Combine(copy, file));
            }
            return copy;
        }

        public void Dispose() => folder.Dispose();
    }
}

using System.Security.Cryptography;
using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Embedded;

public class EmbeddedCorpusTests(EmbeddedCorpusTests.SmallCorpus small) : IClassFixture<EmbeddedCorpusTests.SmallCorpus>
{
    private static readonly EmbeddedCorpusOptions Small = new() { ImagesPerCamera = 4, ImagesPerGenerator = 3, Seed = 3 };

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var two = Content(small.Root);
        Assert.Equal(two, Content(Make(folder.Root, Small, threads: 1)));
        Assert.NotEqual(two, Content(Make(folder.Root, Small with { Seed = 4 })));
    }

    [Fact]
    public void Each_camera_and_each_generator_is_a_source_in_the_ordinary_layout()
    {
        var records = Records(small.Root);
        string[] cameras = ["camera-compact", "camera-phone", "camera-reflex"];
        string[] generators = ["generator-bilinear", "generator-latent", "generator-nearest", "generator-transposed"];
        Assert.Equal([.. cameras, .. generators], records.Select(record => record.Source).Distinct().Order());
        Assert.All(cameras, camera => Assert.Equal(4, records.Count(record => record.Source == camera && !record.IsPositive)));
        Assert.All(generators, generator => Assert.Equal(3, records.Count(record => record.Source == generator && record.IsPositive)));
        Assert.All(records, record => Assert.Equal(
            Path.Combine(small.Root, record.Source, record.IsPositive ? "1_fake" : "0_real"), Path.GetDirectoryName(record.Path)));
        var images = Files(small.Root).Where(file => Path.GetExtension(file) is not (".csv" or ".txt"));
        Assert.Equal(records.Select(record => record.Path).Order(), images.Order());
    }

    [Fact]
    public void The_manifest_says_what_the_files_are()
    {
        foreach (var record in Records(small.Root))
        {
            var header = ImageCodec.Inspect(record.Path);
            Assert.Equal((header.Width, header.Height, header.Format, header.JpegQuality), Settings(record));
        }
    }

    [Fact]
    public void A_real_and_a_synthetic_image_share_scene_and_file_settings()
    {
        var scenes = Records(small.Root).GroupBy(record => record.SourceId).ToList();
        Assert.Equal(12, scenes.Count);
        Assert.All(scenes, scene => Assert.Equal([false, true], scene.Select(record => record.IsPositive).Order()));
        Assert.All(scenes, scene => Assert.Single(scene.Select(Settings).Distinct()));
    }

    [Fact]
    public void Class_imbalance_leaves_a_fifth_of_the_synthetic_images()
    {
        var images = PlannedImage.All(new() { ImagesPerGenerator = 50, Confounds = Confounds.ClassImbalance });
        Assert.Equal((40, 900), (images.Count(image => image.IsSynthetic), images.Count(image => !image.IsSynthetic)));
    }

    [Fact]
    public void Generator_shift_keeps_one_generator_and_its_scenes_for_testing()
    {
        using var folder = new TemporaryFolder();
        var records = Records(Make(folder.Root, Small with { Confounds = Confounds.GeneratorShift }));
        var held = records.Where(record => record is { IsPositive: true, Split: "test" });
        Assert.Equal(["generator-latent"], held.Select(record => record.Source).Distinct());
        Assert.All(records.GroupBy(record => record.SourceId), scene => Assert.Single(scene.Select(record => record.Split).Distinct()));
        Assert.Contains(records, record => record is { IsPositive: false, Split: "test" });
    }

    [Fact]
    public void No_generator_is_fitted_to_a_camera_that_is_held_out() =>
        Assert.All(PlannedImage.All(new()).Where(image => image.IsSynthetic), image => Assert.NotEqual(Camera.Phone, image.Camera));

    [Fact]
    public void A_complete_corpus_is_reused_and_an_incomplete_one_is_made_again()
    {
        using var folder = new TemporaryFolder();
        var corpus = Make(folder.Root, Small);
        var before = Content(corpus);
        var victim = Files(corpus).First(file => file.EndsWith(".jpg", StringComparison.Ordinal));
        var written = File.GetLastWriteTimeUtc(victim);
        Make(folder.Root, Small);
        Assert.Equal(written, File.GetLastWriteTimeUtc(victim));
        File.WriteAllBytes(victim, File.ReadAllBytes(victim)[..100]);
        Assert.Equal(before, Content(Make(folder.Root, Small)));
        File.Delete(victim);
        Assert.Equal(before, Content(Make(folder.Root, Small)));
        File.WriteAllText(Path.Combine(corpus, EmbeddedCorpus.ManifestName), "path,label\nnonsense");
        Assert.Equal(before, Content(Make(folder.Root, Small)));
        Assert.Single(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void A_corpus_with_one_changed_byte_in_any_file_is_made_again()
    {
        using var folder = new TemporaryFolder();
        var corpus = Make(folder.Root, new() { ImagesPerCamera = 1, ImagesPerGenerator = 1 });
        var before = Content(corpus);
        foreach (var file in Files(corpus).ToList())
        {
            var bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
            Make(folder.Root, new() { ImagesPerCamera = 1, ImagesPerGenerator = 1 });
            Assert.Equal(before, Content(corpus));
        }
    }

    [Fact]
    public void What_is_cancelled_or_fails_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => EmbeddedCorpus.Detection(folder.Root, Small, new Call(report =>
        {
            if (report.Done == 3)
            {
                cancellation.Cancel();
            }
        }), cancellation.Token));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
        Assert.ThrowsAny<Exception>(() => EmbeddedCorpus.Detection(folder.Root, Small, new Call(_ => throw new IOException("disk full"))));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Progress_counts_every_image_once()
    {
        using var folder = new TemporaryFolder();
        var reports = new List<WorkProgress>();
        EmbeddedCorpus.Detection(folder.Root, Small, new Call(reports.Add));
        Assert.Equal(Enumerable.Range(1, 24).Select(number => (long)number), reports.Select(report => report.Done));
        Assert.All(reports, report => Assert.Equal(24, report.Total));
    }

    private static string Make(string folder, EmbeddedCorpusOptions options, int threads = 2) =>
        EmbeddedCorpus.Detection(folder, options, threads, progress: null, CancellationToken.None);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);

    private static string[] Content(string folder) =>
        [.. Files(folder).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(folder, file)} {Hash(file)}")];

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static IReadOnlyList<ImageRecord> Records(string corpus) => Manifest.Read(Path.Combine(corpus, EmbeddedCorpus.ManifestName));

    private static (int Width, int Height, string? Format, int? Quality) Settings(ImageRecord record) =>
        (record.Width, record.Height, record.Format, record.JpegQuality);

    /// <summary>A corpus that no test changes.</summary>
    public sealed class SmallCorpus : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public SmallCorpus() => Root = Make(folder.Root, Small);

        public string Root { get; }

        public void Dispose() => folder.Dispose();
    }

    private sealed class Call(Action<WorkProgress> report) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => report(value);
    }
}

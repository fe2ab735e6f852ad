using System.Globalization;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data;

public class FormatAlignmentTests
{
    private static readonly ShortcutAuditOptions Quick = new() { Resamples = 500 };

    [Theory]
    [InlineData(Confounds.FileFormat | Confounds.Size, SizeAlignment.Crop)]
    [InlineData(Confounds.Quality | Confounds.Size, SizeAlignment.Shrink)]
    public void The_container_of_a_confounded_collection_no_longer_reveals_the_class(Confounds planted, SizeAlignment size)
    {
        using var folder = new TemporaryFolder();
        var collection = Embedded(folder, planted);
        Assert.True(ShortcutAudit.Of(collection, Quick).Container.Auc > 0.9);
        var aligned = FormatAlignment.Of(collection, size).ApplyTo(collection);
        var audit = ShortcutAudit.Of(aligned, Quick);
        Assert.False(audit.HasContainerShortcut, audit.ToString());
        Assert.InRange(audit.Container.Auc, 0.35, 0.65); // 75 images: three standard errors of chance
        Assert.All(aligned, record => Assert.Equal((128, 128, "jpeg"), (record.Width, record.Height, record.Format)));
    }

    [Fact]
    public void Real_images_with_a_quality_for_each_class_lose_that_shortcut()
    {
        var collection = DetectionFolder.Read(SharedData.Folder("detection/shoes-raw"));
        Assert.True(ShortcutAudit.Of(collection, Quick).HasContainerShortcut);
        var audit = ShortcutAudit.Of(FormatAlignment.Of(collection).ApplyTo(collection), Quick);
        Assert.False(audit.HasContainerShortcut, audit.ToString());
        Assert.InRange(audit.Container.Auc, 0.4, 0.6); // 500 images
        TestContext.Current.SendDiagnosticMessage($"container AUC {audit.Container.Auc:0.000}");
    }

    [Fact]
    public void Records_keep_their_class_source_and_group_and_say_what_was_written()
    {
        using var folder = new TemporaryFolder();
        var collection = Embedded(folder, Confounds.None);
        var aligned = FormatAlignment.Of(collection).ApplyTo(collection);
        Assert.True(aligned.IsSimulated);
        Assert.Equal(
            collection.Select(record => (record.Label, record.Source, record.SourceId)),
            aligned.Select(record => (record.Label, record.Source, record.SourceId)));
        Assert.Equal(aligned.ToList(), aligned.WithHeaders().ToList());
        Assert.True(aligned.Select(record => record.JpegQuality).Distinct().Count() > 5);
    }

    [Fact]
    public void The_same_call_writes_nothing_again_and_a_changed_image_is_aligned_again()
    {
        using var folder = new TemporaryFolder();
        var collection = Noise(folder);
        var alignment = new FormatAlignment(24);
        var first = alignment.ApplyTo(collection);
        var written = File.GetLastWriteTimeUtc(first[0].Path);
        Assert.Equal(first.ToList(), alignment.ApplyTo(collection).ToList());
        Assert.Equal(written, File.GetLastWriteTimeUtc(first[0].Path));
        File.WriteAllBytes(collection[0].Path, ImageCodec.EncodePng(new RgbImage(40, 40)));
        Assert.NotEqual(first[0].Path, alignment.ApplyTo(collection)[0].Path);
        Assert.NotEqual(first[0].Path, (alignment with { Seed = 18 }).ApplyTo(collection)[0].Path);
    }

    [Fact]
    public void The_pipeline_gives_the_same_size_and_compression_on_the_fly()
    {
        var pipeline = new FormatAlignment(48) { Size = SizeAlignment.Shrink, MinimumQuality = 60, MaximumQuality = 80 }
            .ApplyTo(Transform.Evaluation(32));
        Assert.Equal(
            [new ShrinkShortestSide(48), new CentreCrop(48), new JpegReencode(60, 80, 1), new CentreCrop(32)], pipeline.Steps);
    }

    [Fact]
    public void Images_that_cannot_be_aligned_are_named()
    {
        using var folder = new TemporaryFolder();
        var collection = Noise(folder);
        var error = Assert.Throws<ImageFileException>(() => new FormatAlignment(64).ApplyTo(collection));
        Assert.Matches("/[0-3].png: The image has 3[2-5] × 40 pixels, fewer than the 64 × 64", error.Message); // whichever came first
        var masked = new ImageCollection("edits", [new("/a.png", ImageLabel.Edited, "x")]);
        var refused = Assert.Throws<ArgumentException>(() => new FormatAlignment(16).ApplyTo(masked));
        Assert.Contains("/a.png", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FormatAlignment.Of(new ImageCollection("none", [])));
    }

    [Fact]
    public void The_culture_of_the_host_does_not_change_where_images_are_cached()
    {
        using var folder = new TemporaryFolder();
        var images = Noise(folder);
        string Cached() => Path.GetDirectoryName(Path.GetDirectoryName(
            new FormatAlignment(16) { Seed = -3 }.ApplyTo(images, cancellation: TestContext.Current.CancellationToken)[0].Path))!;
        var usual = Cached();
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NegativeSign = "−";
        CultureInfo.CurrentCulture = other;
        try
        {
            Assert.Equal(usual, Cached());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static ImageCollection Noise(TemporaryFolder folder) => new("noise", Enumerable.Range(0, 4).Select(index =>
    {
        var image = new RgbImage(32 + index, 40);
        SeededRandom.For(index).NextBytes(image.Pixels);
        File.WriteAllBytes(folder.File($"{index}.png"), ImageCodec.EncodePng(image));
        return new ImageRecord(folder.File($"{index}.png"), index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "x");
    }));

    private static ImageCollection Embedded(TemporaryFolder folder, Confounds confounds)
    {
        var options = new EmbeddedCorpusOptions
        {
            ImagesPerCamera = 25, ImagesPerGenerator = 25, HeldOutCameras = [], Generators = [Decoder.All[0], Decoder.All[1]],
            Confounds = confounds,
        };
        return new("embedded", DetectionFolder.Read(EmbeddedCorpus.Detection(folder.Root, options))) { IsSimulated = true };
    }
}

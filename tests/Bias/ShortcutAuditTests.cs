using System.Collections.Concurrent;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using Telltale.Tests.Data;

namespace Telltale.Tests.Bias;

public class ShortcutAuditTests
{
    private static readonly ShortcutAuditOptions Quick = new() { Resamples = 500 };

    private static ImageCollection Embedded(TemporaryFolder folder, Confounds confounds)
    {
        var options = new EmbeddedCorpusOptions
        {
            ImagesPerCamera = 25,
            ImagesPerGenerator = 25,
            HeldOutCameras = [],
            Generators = [Decoder.All[0], Decoder.All[1]],
            Confounds = confounds,
        };
        return new("embedded", DetectionFolder.Read(EmbeddedCorpus.Detection(folder.Root, options))) { IsSimulated = true };
    }

    private static string[] Shortcuts(ShortcutAudit audit) =>
        [.. audit.Features.Where(feature => feature.Verdict == FeatureVerdict.Shortcut).Select(feature => feature.Feature.Name)];

    [Theory]
    [InlineData(Confounds.None, new string[0])]
    [InlineData(Confounds.FileFormat, new[] { "format" })]
    [InlineData(Confounds.Quality, new[] { "JPEG quality" })]
    [InlineData(Confounds.Size, new[] { "width", "height" })]
    public void The_embedded_corpus_has_the_container_shortcuts_that_were_planted_and_no_others(Confounds planted, string[] expected)
    {
        using var folder = new TemporaryFolder();
        var audit = ShortcutAudit.Of(Embedded(folder, planted), Quick);
        Assert.Equal(expected, Shortcuts(audit));
        Assert.Equal(planted != Confounds.None, audit.HasContainerShortcut);
        Assert.Equal(planted != Confounds.None, audit.Container.Auc > 0.9);
        Assert.Equal(planted is Confounds.FileFormat or Confounds.Quality, audit.HasHistoryShortcut);
        Assert.Empty(audit.Duplicates);
        Assert.Contains("(simulated)", audit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_planted_history_is_found_and_told_from_the_container_and_aligned()
    {
        using var folder = new TemporaryFolder();
        var audit = ShortcutAudit.Of(Embedded(folder, Confounds.History), Quick);
        Assert.False(audit.HasContainerShortcut);
        Assert.True(audit.HasHistoryShortcut);
        Assert.Equal(FeatureVerdict.History, audit["earlier JPEG"].Verdict);
        Assert.StartsWith(
            "no container shortcut found; the history reveals the class: earlier JPEG", audit.Verdict, StringComparison.Ordinal);
        Assert.True(audit.History.Auc > 0.9);
        Assert.True(audit.HistoryAligned!.Auc < audit.History.Auc - 0.2, $"{audit.History.Auc:0.000} to {audit.HistoryAligned.Auc:0.000}");
        Assert.Contains("after the alignment", audit.ToString(), StringComparison.Ordinal);
        var steps = audit.Repair(Transform.Evaluation(64)).Steps;
        Assert.Equal(1, steps.Count(step => step is JpegReencode));
        Assert.IsType<CentreCrop>(steps[0]);
    }

    [Fact]
    public void Cropping_alike_takes_a_planted_size_away_and_balancing_takes_a_feature_away()
    {
        using var folder = new TemporaryFolder();
        var collection = Embedded(folder, Confounds.Size | Confounds.Quality);
        var audit = ShortcutAudit.Of(collection, Quick);
        var pipeline = audit.Repair(Transform.Evaluation(64));
        Assert.Equal([new JpegReencode(86, 86, 1), new CentreCrop(128), new CentreCrop(64)],
            pipeline.Steps.OrderBy(step => step is CentreCrop));
        var prefix = pipeline with { Steps = [.. pipeline.Steps.SkipLast(1)] };
        Assert.All(collection, record =>
        {
            var seen = prefix.Apply(ImageCodec.Read(record.Path), SeededRandom.For());
            Assert.Equal((128, 128), (seen.Width, seen.Height));
        });
        Assert.Same(collection, audit["width"].Remedy!.ApplyTo(collection));

        var bytes = audit["bytes per pixel"];
        Assert.Equal(FeatureVerdict.SignalOrShortcut, bytes.Verdict);
        var balanced = bytes.Remedy!.ApplyTo(collection);
        Assert.InRange(balanced.Count, 10, collection.Count - 1);
        Assert.Equal(balanced.Count, 2 * balanced.Count(record => record.IsPositive));
        Assert.NotEqual(FeatureVerdict.SignalOrShortcut, ShortcutAudit.Of(balanced, Quick)["bytes per pixel"].Verdict);
    }

    [Fact]
    public void Grey_images_of_one_class_are_found_and_dropped()
    {
        using var folder = new TemporaryFolder();
        var collection = Noise(folder, 160);
        var audit = ShortcutAudit.Of(collection, Quick);
        Assert.Equal(FeatureVerdict.SignalOrShortcut, audit["grey share"].Verdict);
        Assert.Equal(120, audit["grey share"].Remedy!.ApplyTo(collection).Count);
        Assert.Throws<ArgumentException>(() =>
            audit["grey share"].Remedy!.ApplyTo(new ImageCollection("other", [new("/other.png", ImageLabel.Real, "x")])));
    }

    [Fact]
    public void A_width_that_all_synthetic_images_share_is_found_although_it_is_neither_high_nor_low()
    {
        var random = SeededRandom.For(5);
        var images = Enumerable.Range(0, 300)
            .Select(index => Measured(index, width: index % 2 == 1 ? 512 : random.Next(300, 725), height: 400)).ToArray();
        var width = new ClassComparison(images, Quick, default).Of(ImageFeature.All.Single(feature => feature.Name == "width"));
        Assert.Equal(FeatureVerdict.Shortcut, width.Verdict);
        Assert.True(width.Auc > 0.95);
        Assert.Equal("512", width.Synthetic);
    }

    [Fact]
    public void Where_nothing_is_planted_hardly_anything_is_found()
    {
        var found = Enumerable.Range(0, 100).Count(trial =>
        {
            var random = SeededRandom.For(trial, 99);
            var images = Enumerable.Range(0, 120)
                .Select(index => Measured(index, random.Next(100, 400), random.Next(100, 400), random.Next(60, 100))).ToArray();
            var comparison = new ClassComparison(images, Quick with { Resamples = 1000 }, default);
            return ImageFeature.All.Any(feature =>
                comparison.Of(feature).Verdict is FeatureVerdict.Shortcut or FeatureVerdict.History or FeatureVerdict.SignalOrShortcut);
        });
        Assert.InRange(found, 0, 10); // 5 expected; more than 10 of 100 at a true rate of 5 % in one of 100 tries
    }

    [Fact]
    public void Many_images_of_one_original_do_not_make_a_shortcut()
    {
        // Ten originals with one width each, twenty images of each: the widths of the two classes differ, by the luck of ten draws.
        var widths = Enumerable.Range(0, 10).Select(original => SeededRandom.For(original, 3).Next(200, 300)).ToArray();
        var images = Enumerable.Range(0, 200).Select(index => Measured(index, widths[index % 10], 200) is var image
            ? image with { Record = image.Record with { SourceId = $"{index % 10}" } } : image).ToArray();
        var feature = ImageFeature.All.Single(feature => feature.Name == "width");
        Assert.NotEqual(FeatureVerdict.Shortcut, new ClassComparison(images, Quick, default).Of(feature).Verdict);
        var apart = images.Select(image => image with { Record = image.Record with { SourceId = image.Record.Path } }).ToArray();
        Assert.Equal(FeatureVerdict.Shortcut, new ClassComparison(apart, Quick, default).Of(feature).Verdict);
    }

    [Fact]
    public void A_feature_of_one_class_only_is_not_compared()
    {
        var images = Enumerable.Range(0, 20).Select(index => Measured(index, 100, 100, index % 2 == 1 ? null : 90)).ToArray();
        var quality = new ClassComparison(images, Quick, default).Of(ImageFeature.All.Single(feature => feature.Name == "JPEG quality"));
        Assert.Equal((FeatureVerdict.NotComparable, "90", "none"), (quality.Verdict, quality.Real, quality.Synthetic));
    }

    [Fact]
    public void The_number_of_threads_changes_nothing_and_every_image_is_reported()
    {
        using var folder = new TemporaryFolder();
        var collection = Noise(folder, 40);
        var reports = new ConcurrentBag<WorkProgress>();
        var one = ShortcutAudit.Of(collection, Quick with { Threads = 1 }, new Recorder(reports));
        Assert.Equal(one.ToString(), ShortcutAudit.Of(collection, Quick with { Threads = 3 }).ToString());
        Assert.Equal(collection.Count, reports.Count(report => report.Task == "measure images"));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ShortcutAudit.Of(collection, Quick, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void One_image_of_each_class_shows_nothing()
    {
        using var folder = new TemporaryFolder();
        var audit = ShortcutAudit.Of(PlantedTraces.Images(folder, perClass: 1), Quick);
        Assert.All(audit.Features,
            feature => Assert.True(feature.Verdict is FeatureVerdict.NothingFound or FeatureVerdict.NotComparable));
        Assert.StartsWith("no container shortcut found", audit.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_or_a_broken_file_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var collection = Noise(folder, 40);
        Assert.Contains("0 synthetic", Assert.Throws<ArgumentException>(() =>
            ShortcutAudit.Of(collection.Where(record => !record.IsPositive))).Message, StringComparison.Ordinal);
        File.WriteAllText(collection[7].Path, "no image");
        Assert.Contains(collection[7].Path, Assert.Throws<ImageFileException>(() => ShortcutAudit.Of(collection, Quick)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_confounded_shoes_are_flagged()
    {
        var audit = ShortcutAudit.Of(DetectionFolder.Read(SharedData.Folder("detection/shoes-raw")), Quick);
        Assert.Equal(["JPEG quality"], Shortcuts(audit));
        Assert.Equal(("95", "90"), (audit["JPEG quality"].Real, audit["JPEG quality"].Synthetic));
        Assert.Equal(1, audit["JPEG quality"].Auc);
    }

    /// <summary>Small pictures of noise, every second one synthetic; half of the real ones are grey.</summary>
    private static ImageCollection Noise(TemporaryFolder folder, int count) => new("noise", Enumerable.Range(0, count).Select(index =>
    {
        var picture = new RgbImage(16, 16);
        SeededRandom.For(index).NextBytes(picture.Pixels);
        for (var i = 0; index % 4 == 0 && i < picture.Pixels.Length; i += 3)
        {
            (picture.Pixels[i + 1], picture.Pixels[i + 2]) = (picture.Pixels[i], picture.Pixels[i]);
        }
        File.WriteAllBytes(folder.File($"{index}.png"), ImageCodec.EncodePng(picture));
        return new ImageRecord(folder.File($"{index}.png"), index % 2 == 1 ? ImageLabel.Synthetic : ImageLabel.Real, "noise");
    }));

    /// <summary>Measurements of an image without a file: every second one is synthetic; pixels differ by chance only.</summary>
    private static ImageMeasurements Measured(int index, int width, int height, int? quality = 90)
    {
        var random = SeededRandom.For(index, width, height);
        var record = new ImageRecord($"/{index}.jpg", index % 2 == 1 ? ImageLabel.Synthetic : ImageLabel.Real, "simulated");
        var pixels = new PixelStatistics(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble(),
            random.NextDouble());
        var history = new PixelHistory(random.Next(30, 101), random.NextDouble(), random.Next(30, 101), random.NextDouble(),
            random.NextDouble());
        return new(record, new(width, height, "jpeg") { JpegQuality = quality }, random.Next(10_000, 50_000), pixels, history, default);
    }

    private sealed class Recorder(ConcurrentBag<WorkProgress> reports) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => reports.Add(value);
    }
}

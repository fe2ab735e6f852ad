using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Data.Forging;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Forging;

public class ReconstructionTests
{
    [Fact]
    public void A_pair_shares_group_size_format_and_quality_and_no_split_separates_it()
    {
        using var folder = new TemporaryFolder();
        var real = Photographs(folder, 24);
        var pairs = Reconstruction.Pairs(real);
        Assert.Equal((48, 24, true), (pairs.Count, pairs.Count(record => record.IsPositive), pairs.IsSimulated));
        Assert.Contains("simulated reconstruction", pairs.Name, StringComparison.Ordinal);
        Assert.Equal(pairs.ToList(), pairs.WithHeaders().ToList());
        Assert.All(pairs.Chunk(2), pair => Assert.Equal(
            (pair[0].SourceId, pair[0].Width, pair[0].Height, pair[0].Format, pair[0].JpegQuality),
            (pair[1].SourceId, pair[1].Width, pair[1].Height, pair[1].Format, pair[1].JpegQuality)));
        var split = pairs.Split(17);
        var held = split.Test.Concat(split.Validation).Select(record => record.SourceId);
        Assert.Empty(split.Train.Select(record => record.SourceId).Intersect(held));
        Assert.Equal(split.Train.Count, 2 * split.Train.Count(record => record.IsPositive));
    }

    [Fact]
    public void The_container_of_pairs_reveals_nothing()
    {
        using var folder = new TemporaryFolder();
        var audit = ShortcutAudit.Of(Reconstruction.Pairs(Photographs(folder, 40)), new() { Resamples = 500 });
        Assert.False(audit.HasContainerShortcut, audit.ToString());
        Assert.True(audit.Container.Auc < 0.55 || double.IsNaN(audit.Container.Auc), audit.ToString());
    }

    [Fact]
    public void Without_a_share_of_the_reconstruction_the_two_files_are_equal_and_with_more_they_differ_more()
    {
        using var folder = new TemporaryFolder();
        var real = Photographs(folder, 6);
        double Distance(double share) => Reconstruction
            .Pairs(real, new() { MinimumShare = share, MaximumShare = share, Decoders = [new NearestDecoder()] }).Chunk(2)
            .Average(pair => Difference(ImageCodec.Read(pair[0].Path), ImageCodec.Read(pair[1].Path)));
        Assert.Equal(0, Distance(0));
        Assert.InRange(Distance(0.5), 0.1, 0.8 * Distance(1));
    }

    [Fact]
    public void Every_decoder_is_drawn_and_names_the_source()
    {
        using var folder = new TemporaryFolder();
        var pairs = Reconstruction.Pairs(Photographs(folder, 24));
        Assert.Equal(
            Decoder.All.Select(decoder => decoder.Name).Order(),
            pairs.Where(record => record.IsPositive).Sources);
        Assert.All(pairs.Where(record => record.IsPositive), record => Assert.Equal(Reconstruction.Method, record.Method));
    }

    [Fact]
    public void The_same_call_gives_the_same_bytes_in_another_cache()
    {
        using var folder = new TemporaryFolder();
        var real = Photographs(folder, 4);
        var pairs = Reconstruction.Pairs(real);
        var bytes = pairs.Select(record => Convert.ToHexString(File.ReadAllBytes(record.Path))).ToArray();
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(pairs[0].Path))!, recursive: true);
        Assert.Equal(bytes, Reconstruction.Pairs(real).Select(record => Convert.ToHexString(File.ReadAllBytes(record.Path))));
    }

    [Fact]
    public void Both_images_of_a_pair_come_in_one_batch()
    {
        using var folder = new TemporaryFolder();
        var dataset = new DetectionDataset(Reconstruction.Pairs(Photographs(folder, 7)), Transform.Train(16));
        foreach (var batch in new Loader(dataset, 4, seed: 5, shuffle: true, sampling: Sampling.Pairs).Epoch(0))
        {
            using var owned = batch;
            Assert.All(
                batch.Indices.GroupBy(index => dataset.Records[index].SourceId),
                group => Assert.Equal([false, true], group.Select(index => dataset.Records[index].IsPositive).Order()));
        }
    }

    [Fact]
    public void What_cannot_be_reconstructed_is_named()
    {
        using var folder = new TemporaryFolder();
        var made = new ImageCollection("mixed", [new("/made.png", ImageLabel.Synthetic, "gan")]);
        Assert.Contains("/made.png", Assert.Throws<ArgumentException>(() => Reconstruction.Pairs(made)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("small.png"), ImageCodec.EncodePng(new RgbImage(12, 40)));
        var small = new ImageCollection("small", [new(folder.File("small.png"), ImageLabel.Real, "camera")]);
        Assert.Contains("12 × 40", Assert.Throws<ImageFileException>(() => Reconstruction.Pairs(small)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Reconstruction.Pairs(small, new() { MinimumShare = 0.8, MaximumShare = 0.2 }));
    }

    private static double Difference(RgbImage first, RgbImage second) =>
        first.Pixels.Zip(second.Pixels, (a, b) => Math.Abs(a - b)).Average();

    // Smooth shapes with grain, as JPEG of several qualities and chroma resolutions, and as PNG.
    private static ImageCollection Photographs(TemporaryFolder folder, int count) =>
        new("photographs", Enumerable.Range(0, count).Select(index =>
        {
            var random = SeededRandom.For(index, 77);
            var (phase, image) = (random.NextDouble(0, 6), new RgbImage(48 + index % 3 * 8, 40));
            for (var i = 0; i < image.Pixels.Length; i++)
            {
                var (x, y) = (i / 3 % image.Width, i / 3 / image.Width);
                var shape = 60 * Math.Sin(x / 7.0 + phase) * Math.Cos(y / 5.0);
                image.Pixels[i] = (byte)Math.Clamp(128 + shape + 12 * random.NextGaussian(), 0, 255);
            }
            var subsampling = index % 2 == 0 ? ChromaSubsampling.Yuv420 : ChromaSubsampling.Yuv444;
            var (name, bytes) = index % 4 == 3
                ? ($"{index:D2}.png", ImageCodec.EncodePng(image))
                : ($"{index:D2}.jpg", ImageCodec.EncodeJpeg(image, 70 + index % 25, subsampling));
            File.WriteAllBytes(folder.File(name), bytes);
            return new ImageRecord(folder.File(name), ImageLabel.Real, "camera");
        }));
}

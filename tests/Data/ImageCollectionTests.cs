using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Data;

public sealed class ImageCollectionTests : IDisposable
{
    private static readonly RgbImage Picture = new(12, 8, [.. Enumerable.Range(0, 12 * 8 * 3).Select(value => (byte)(value * 7))]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_prints_how_many_images_of_which_label_each_source_has()
    {
        var collection = new ImageCollection(
            "embedded", [Record("c", ImageLabel.Synthetic, "latent"), Record("a"), Record("b"), Record("p", source: "phone")])
        {
            IsSimulated = true,
            HeldOutSources = ["phone"],
        };
        Assert.Equal(
            """
            embedded (simulated): 4 images
                   2  real         camera
                   1  real         phone   never trained on
                   1  synthetic    latent
            """,
            collection.ToString());
    }

    [Fact]
    public void Parts_keep_the_order_and_what_is_known_of_the_whole()
    {
        var part = new ImageCollection("all", [Record("b"), Record("x", ImageLabel.Synthetic), Record("a")])
            { IsSimulated = true, HeldOutSources = ["phone"] }
            .Where(record => !record.IsPositive, "real ones");
        Assert.Equal(["b", "a"], part.Select(record => record.Path));
        Assert.Equal(("real ones", true, "phone"), (part.Name, part.IsSimulated, part.HeldOutSources[0]));
    }

    [Fact]
    public void Sources_are_chosen_by_name_or_by_folder()
    {
        var collection = new ImageCollection(
            "all", new[] { "flux", "progan/cat", "progan/car", "progan2" }.Select(source => Record(source, source: source)));
        Assert.Equal(["progan/car", "progan/cat"], collection.WithSources("progan").Sources);
        Assert.Equal(["flux", "progan/car"], collection.WithSources("progan/car", "flux").Sources);
        Assert.Equal("'all' has no source named 'gan'. It has: flux, progan/car, progan/cat, progan2.",
            Assert.Throws<ArgumentException>(() => collection.WithSources("flux", "gan")).Message);
    }

    [Fact]
    public void Headers_fill_in_size_format_and_quality_in_order()
    {
        var jpeg = folder.Put("a.png", ImageCodec.EncodeJpeg(Picture, 83)); // told by its content, not by its name
        var png = folder.Put("b.png", ImageCodec.EncodePng(Picture));
        var progress = new List<WorkProgress>();
        var filled = new ImageCollection("two", [Record(jpeg), Record(png)]).WithHeaders(progress: new Recorder(progress));
        Assert.Equal(
            [Record(jpeg) with { Width = 12, Height = 8, Format = "jpeg", JpegQuality = 83 },
                Record(png) with { Width = 12, Height = 8, Format = "png" }], filled);
        Assert.Equal([(1L, 2L), (2, 2)], progress.Select(report => (report.Done, report.Total)));
    }

    [Fact]
    public void The_first_invalid_image_is_named_however_threads_are_scheduled()
    {
        var whole = Record(folder.Put("whole.png", ImageCodec.EncodePng(Picture)));
        var records = Enumerable.Range(0, 400)
            .Select(number => number is 150 or 200 or 300 ? Record(folder.Put($"{number}.png", "text"u8.ToArray())) : whole);
        var error = Assert.Throws<ImageFileException>(() => new ImageCollection("many", records).WithHeaders());
        Assert.Equal(folder.File("150.png"), error.File);
    }

    [Fact]
    public void Invalid_images_are_skipped_and_listed_when_asked_to()
    {
        var whole = ImageCodec.EncodePng(Picture);
        ImageRecord[] records = [
            Record(folder.Put("a.png", whole)), Record(folder.Put("cut.jpg", ImageCodec.EncodeJpeg(Picture, 90)[..^20])),
            Record(folder.Put("empty.png", [])), Record(folder.Put("z.png", whole))];
        var headers = new ImageCollection("four", records).WithHeaders(InvalidImages.Skip);
        Assert.Equal(["empty.png"], headers.Skipped.Select(failure => Path.GetFileName(failure.File)));
        var verified = headers.Verify(InvalidImages.Skip);
        Assert.Equal(["a.png", "z.png"], verified.Select(record => Path.GetFileName(record.Path)));
        Assert.Equal(["empty.png", "cut.jpg"], verified.Skipped.Select(failure => Path.GetFileName(failure.File)));
        Assert.EndsWith("       2  skipped: they cannot be read", verified.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, verified.Where(record => true).Skipped.Count);
    }

    [Fact]
    public void Reading_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(
            () => new ImageCollection("one", [Record("a")]).Verify(cancellation: new CancellationToken(canceled: true)));

    private static ImageRecord Record(string path, ImageLabel label = ImageLabel.Real, string source = "camera") =>
        new(path, label, source);

    private sealed class Recorder(List<WorkProgress> reports) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => reports.Add(value);
    }
}

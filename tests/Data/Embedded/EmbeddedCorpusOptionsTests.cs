using Telltale.Data.Decoders;
using Telltale.Data.Embedded;

namespace Telltale.Tests.Data.Embedded;

public class EmbeddedCorpusOptionsTests
{
    [Fact]
    public void Options_are_equal_when_their_contents_are()
    {
        Assert.Equal(new EmbeddedCorpusOptions(), new EmbeddedCorpusOptions { Cameras = [Camera.Compact, Camera.Reflex] });
        Assert.Equal(new EmbeddedCorpusOptions().GetHashCode(), new EmbeddedCorpusOptions().GetHashCode());
    }

    [Fact]
    public void Everything_that_changes_the_files_changes_the_text()
    {
        var options = new EmbeddedCorpusOptions();
        EmbeddedCorpusOptions[] all =
        [
            options,
            options with { Seed = 18 },
            options with { ImagesPerCamera = 299 },
            options with { ImagesPerGenerator = 149 },
            options with { Cameras = [Camera.Compact] },
            options with { HeldOutCameras = [] },
            options with { Generators = [new NearestDecoder()] },
            options with { Generators = [new NearestDecoder { Strength = 0.1 }] },
            options with { Cameras = [Camera.Compact with { Blur = 1 }, Camera.Reflex] },
            options with { Confounds = Confounds.Size | Confounds.Quality },
        ];
        Assert.Equal(all.Length, all.Select(each => each.ToString()).Distinct().Count());
    }

    [Fact]
    public void Contradictions_are_refused_by_name()
    {
        Refused(new() { ImagesPerCamera = 0 }, "ImagesPerCamera");
        Refused(new() { Generators = [] }, "one generator");
        Refused(new() { Cameras = [] }, "one camera");
        Refused(new() { Cameras = [Camera.Phone] }, "camera-phone");
        Refused(new() { Cameras = [new Camera("My Camera")] }, "My Camera");

        static void Refused(EmbeddedCorpusOptions options, string name)
        {
            var error = Assert.ThrowsAny<ArgumentException>(() => EmbeddedCorpus.Detection(Path.GetTempPath(), options));
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }
}

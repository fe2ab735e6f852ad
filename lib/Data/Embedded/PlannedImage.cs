using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>One image of a corpus before it is made: a function of the options and its place in the list, of nothing else.</summary>
/// <param name="Camera">Takes the photograph.</param>
/// <param name="Generator">Generates it anew; null for a real image.</param>
/// <param name="Scene">Number of the scene; a real and a synthetic image may share one.</param>
internal sealed record PlannedImage(Camera Camera, Decoder? Generator, int Scene)
{
    // Beyond the border pixels that filters have touched.
    private const int Border = 6;
    // Room for the first pixel of the trace to fall anywhere in a cell, and for an earlier JPEG grid likewise.
    private const int TracePhases = 16;
    private const int JpegPhases = 8;

    /// <summary>True for a generator's image.</summary>
    public bool IsSynthetic => Generator is not null;

    /// <summary>The folder its file lies in.</summary>
    public string Source => Generator?.Name ?? Camera.Name;

    /// <summary>All images of a corpus: each camera's scenes and each generator's scenes are dealt in turn from one row.</summary>
    public static IReadOnlyList<PlannedImage> All(EmbeddedCorpusOptions options)
    {
        Camera[] cameras = [.. options.Cameras, .. options.HeldOutCameras];
        var imbalanced = options.Confounds.HasFlag(Confounds.ClassImbalance);
        var perGenerator = imbalanced ? (options.ImagesPerGenerator + 4) / 5 : options.ImagesPerGenerator;
        var real = Enumerable.Range(0, cameras.Length * options.ImagesPerCamera)
            .Select(scene => new PlannedImage(cameras[scene % cameras.Length], null, scene));
        var synthetic = Enumerable.Range(0, options.Generators.Count * perGenerator)
            .Select(scene => new PlannedImage(Learnt(options, scene), options.Generators[scene % options.Generators.Count], scene));
        return [.. real, .. synthetic];
    }

    /// <summary>Where and how its file is stored.</summary>
    public FilePlan File(EmbeddedCorpusOptions options) =>
        FilePlan.Draw(SeededRandom.For(options.Seed, Scene, 1), IsSynthetic, options.Confounds);

    /// <summary>Renders, photographs, generates, crops and encodes.</summary>
    /// <returns>The content of the file.</returns>
    public byte[] Make(EmbeddedCorpusOptions options, TextureBank textures)
    {
        var plan = File(options);
        var random = SeededRandom.For(options.Seed, Scene, IsSynthetic ? 3 : 2);
        var photograph = Photograph(plan, options.Seed, textures, random);
        var picture = Generator?.Regenerate(photograph, random) ?? photograph;
        var (left, top) = (Border + random.Next(TracePhases), Border + random.Next(TracePhases));
        var (jpegLeft, jpegTop) = (random.Next(JpegPhases), random.Next(JpegPhases));
        if (plan.EarlierQuality is { } earlier)
        {
            var published = picture.Crop(left, top, plan.Width + JpegPhases, plan.Height + JpegPhases).ToRgbImage();
            var jpeg = ImageCodec.EncodeJpeg(published, earlier, plan.Subsampling);
            (picture, left, top) = (FloatImage.From(ImageCodec.Decode(jpeg, "the earlier JPEG")), 0, 0);
        }
        return plan.Encode(picture.Crop(left + jpegLeft, top + jpegTop, plan.Width, plan.Height).ToRgbImage());
    }

    // The scene through the camera, at the size of publication plus everything that will be cropped.
    private FloatImage Photograph(FilePlan plan, long seed, TextureBank textures, SeededRandom random)
    {
        const int Margin = JpegPhases + TracePhases + 2 * Border;
        var (width, height) = (plan.Width + Margin, plan.Height + Margin);
        var (sensorWidth, sensorHeight) = ((int)Math.Ceiling(width / plan.Reduction), (int)Math.Ceiling(height / plan.Reduction));
        var scene = Embedded.Scene.Render(sensorWidth, sensorHeight, textures, SeededRandom.For(seed, Scene, 0));
        var photograph = Camera.Capture(scene, random);
        return plan.Reduction < 1 ? Reduction.Reduce(photograph, width, height) : photograph;
    }

    private static Camera Learnt(EmbeddedCorpusOptions options, int scene) =>
        options.Cameras[SeededRandom.For(options.Seed, scene, 4).Next(options.Cameras.Count)];
}

using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>An image of a detection corpus to be made; a function of the options and its index alone.</summary>
/// <param name="Camera">The camera of the photograph.</param>
/// <param name="Generator">Regenerates it; null for a real image.</param>
/// <param name="Scene">Number of the scene; a real and a synthetic image may share one.</param>
internal sealed record PlannedImage(Camera Camera, Decoder? Generator, int Scene)
{
    // Margin for a random offset of the trace's grid.
    private const int TracePhases = 16;

    /// <summary>True for a generator's image.</summary>
    public bool IsSynthetic => Generator is not null;

    /// <summary>The folder of its file.</summary>
    public string Source => Generator?.Name ?? Camera.Name;

    /// <summary>All images of a corpus: scenes are assigned to the cameras in turn, and to the generators in turn.</summary>
    public static IReadOnlyList<PlannedImage> All(EmbeddedCorpusOptions options)
    {
        Camera[] cameras = [.. options.Cameras, .. options.HeldOutCameras];
        var imbalanced = options.Confounds.HasFlag(Confounds.ClassImbalance);
        var perGenerator = imbalanced ? (options.ImagesPerGenerator + 4) / 5 : options.ImagesPerGenerator;
        var real = Enumerable.Range(0, cameras.Length * options.ImagesPerCamera)
            .Select(scene => new PlannedImage(cameras[scene % cameras.Length], null, scene));
        var synthetic = Enumerable.Range(0, options.Generators.Count * perGenerator)
            .Select(scene => new PlannedImage(TrainingCamera(options, scene), options.Generators[scene % options.Generators.Count], scene));
        return [.. real, .. synthetic];
    }

    /// <summary>How its file is stored.</summary>
    public FilePlan File(EmbeddedCorpusOptions options) =>
        FilePlan.Draw(SeededRandom.For(options.Seed, Scene, 1), IsSynthetic, options.Confounds, options.Sides);

    /// <summary>Renders, photographs, generates, crops and encodes.</summary>
    /// <returns>The content of the file.</returns>
    public byte[] Make(EmbeddedCorpusOptions options, TextureBank textures)
    {
        var plan = File(options);
        var random = SeededRandom.For(options.Seed, Scene, IsSynthetic ? 3 : 2);
        var photograph = Photograph.Take(Camera, plan, TracePhases, textures, SeededRandom.For(options.Seed, Scene, 0), random);
        var picture = Generator?.Regenerate(photograph, random) ?? photograph;
        return plan.Encode(Photograph.Publish(picture, plan, TracePhases, random).ToRgbImage());
    }

    private static Camera TrainingCamera(EmbeddedCorpusOptions options, int scene) =>
        options.Cameras[SeededRandom.For(options.Seed, scene, 4).Next(options.Cameras.Count)];
}

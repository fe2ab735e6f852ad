using Telltale.Data.Decoders;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>One image of a corpus before it is made: a function of the options and its place in the list, of nothing else.</summary>
/// <param name="Camera">Takes the photograph.</param>
/// <param name="Generator">Generates it anew; null for a real image.</param>
/// <param name="Scene">Number of the scene; a real and a synthetic image may share one.</param>
internal sealed record PlannedImage(Camera Camera, Decoder? Generator, int Scene)
{
    // Room for the first pixel of the trace to fall anywhere in a cell.
    private const int TracePhases = 16;

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
        var photograph = Photograph.Take(Camera, plan, TracePhases, textures, SeededRandom.For(options.Seed, Scene, 0), random);
        var picture = Generator?.Regenerate(photograph, random) ?? photograph;
        return plan.Encode(Photograph.Publish(picture, plan, TracePhases, random).ToRgbImage());
    }

    private static Camera Learnt(EmbeddedCorpusOptions options, int scene) =>
        options.Cameras[SeededRandom.For(options.Seed, scene, 4).Next(options.Cameras.Count)];
}

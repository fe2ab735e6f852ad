using Telltale.Data.Forging;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>An original of a localization corpus to be made; a function of the options and its number alone.</summary>
/// <param name="Number">Number of its scene, unique in a corpus.</param>
/// <param name="Camera">Its camera.</param>
/// <param name="Source">SAGI-D's source; null for an original to train on.</param>
/// <param name="Split">training, or SAGI-D's val or test.</param>
internal sealed record PlannedOriginal(int Number, Camera Camera, string? Source, string Split)
{
    // The phone is held out of training.
    private static readonly Camera[] TrainingCameras = [Camera.Compact, Camera.Reflex];
    private static readonly (string Source, Camera Camera)[] Sources =
        [("coco", Camera.Compact), ("raise", Camera.Reflex), ("openimages", Camera.Phone)];

    /// <summary>All originals of a corpus.</summary>
    public static IReadOnlyList<PlannedOriginal> All(EmbeddedLocalizationOptions options)
    {
        var all = Enumerable.Range(0, options.TrainingOriginals)
            .Select(number => new PlannedOriginal(number, TrainingCameras[number % TrainingCameras.Length], null, "training")).ToList();
        foreach (var (split, count) in new[] { ("val", options.ValidationOriginals), ("test", options.TestOriginals) })
        {
            for (var i = 0; i < Sources.Length * count; i++)
            {
                var (source, camera) = Sources[i % Sources.Length];
                all.Add(new(all.Count, camera, source, split));
            }
        }
        return all;
    }

    /// <summary>Makes the original, edits it and writes all its images.</summary>
    /// <param name="root">Parent of <c>tgif</c> and <c>sagid</c>.</param>
    /// <param name="options">Options of the corpus.</param>
    /// <param name="textures">Shared by all scenes of the corpus.</param>
    /// <returns>The lines of SAGI-D's list; empty for an original to train on.</returns>
    public IReadOnlyList<string> Write(string root, EmbeddedLocalizationOptions options, TextureBank textures)
    {
        var plan = FilePlan.Draw(SeededRandom.For(options.Seed, Number, 1), synthetic: false, Confounds.None, FilePlan.DefaultSides);
        var shot = SeededRandom.For(options.Seed, Number, 2);
        var taken = Photograph.Take(Camera, plan, phases: 1, textures, SeededRandom.For(options.Seed, Number, 0), shot);
        var original = Photograph.Publish(taken, plan, phases: 1, shot).ToRgbImage();
        var id = 100_000 + Number;
        if (Source is null)
        {
            new TgifFolder(Path.Combine(root, "tgif"), new() { Seed = options.Seed }).Write(original, $"{id}", Split, Number);
            return [];
        }
        // Odd factors, so that names are unique.
        var name = Source switch
        {
            "coco" => $"{id:D12}",
            "raise" => $"r{unchecked((uint)id * 2_654_435_769):x8}t_Q{plan.Quality}",
            _ => $"{unchecked((ulong)id * 11_400_714_819_323_198_485):x16}",
        };
        return new SagidOriginal(root, Split, Source, name, plan).Write(original, Number, SeededRandom.For(options.Seed, Number, 3));
    }
}

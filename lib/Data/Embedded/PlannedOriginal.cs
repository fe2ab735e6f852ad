using Telltale.Data.Forging;
using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>One photograph of a localization corpus before it is made: a function of the options and its number, of nothing else.</summary>
/// <param name="Number">Number of its scene; no two photographs of a corpus share one.</param>
/// <param name="Camera">Takes it.</param>
/// <param name="Source">SAGI-D's source; null for a photograph to train on.</param>
/// <param name="Split">training, or SAGI-D's val or test.</param>
internal sealed record PlannedOriginal(int Number, Camera Camera, string? Source, string Split)
{
    // The phone has taken no photograph to train on.
    private static readonly Camera[] TrainingCameras = [Camera.Compact, Camera.Reflex];
    private static readonly (string Source, Camera Camera)[] Sources =
        [("coco", Camera.Compact), ("raise", Camera.Reflex), ("openimages", Camera.Phone)];

    /// <summary>All photographs of a corpus.</summary>
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

    /// <summary>Takes the photograph, edits it and writes all its images.</summary>
    /// <param name="root">Gets <c>tgif</c> or <c>sagid</c>.</param>
    /// <param name="options">The corpus.</param>
    /// <param name="textures">Shared by all scenes of the corpus.</param>
    /// <returns>The lines of SAGI-D's list; empty for a photograph to train on.</returns>
    public IReadOnlyList<string> Write(string root, EmbeddedLocalizationOptions options, TextureBank textures)
    {
        var plan = FilePlan.Draw(SeededRandom.For(options.Seed, Number, 1), synthetic: false, Confounds.None);
        var shot = SeededRandom.For(options.Seed, Number, 2);
        var taken = Photograph.Take(Camera, plan, phases: 1, textures, SeededRandom.For(options.Seed, Number, 0), shot);
        var original = Photograph.Publish(taken, plan, phases: 1, shot).ToRgbImage();
        var id = 100_000 + Number;
        if (Source is null)
        {
            new TgifFolder(Path.Combine(root, "tgif"), new() { Seed = options.Seed }).Write(original, $"{id}", Split, Number);
            return [];
        }
        // Odd factors: no two numbers make one name.
        var name = Source switch
        {
            "coco" => $"{id:D12}",
            "raise" => $"r{unchecked((uint)id * 2_654_435_769):x8}t_Q{plan.Quality}",
            _ => $"{unchecked((ulong)id * 11_400_714_819_323_198_485):x16}",
        };
        return new SagidOriginal(root, Split, Source, name, plan).Write(original, Number, SeededRandom.For(options.Seed, Number, 3));
    }
}

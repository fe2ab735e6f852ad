using System.Globalization;
using System.Security.Cryptography;
using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Training;

namespace Telltale.Benchmarks.Kills;

/// <summary>The works that are killed, as small as their files allow; each gives a text that holds every bit of its result.</summary>
/// <param name="shared">A folder with images that exist before.</param>
/// <param name="folder">The folder that the work writes to; <c>TELLTALE_CACHE</c> is below it.</param>
internal sealed class KillWork(string shared, string folder)
{
    private const long Seed = 17;

    private static readonly EmbeddedCorpusOptions FewImages =
        new() { ImagesPerCamera = 10, ImagesPerGenerator = 5, Sides = (48, 64), Seed = Seed };

    private static readonly TrainingOptions Options = new() { Epochs = 6, BatchSize = 8, LearningRate = 1e-3, Seed = Seed };

    private static readonly Dictionary<string, Func<KillWork, string>> Works = new()
    {
        ["training tiny"] = work => work.Train(DenseNetOptions.DenseNetTiny),
        ["training small"] = work => work.Train(DenseNetOptions.DenseNetSmall),
        ["scoring"] = work => work.Score(),
        ["detection corpus"] = work => Content(EmbeddedCorpus.Detection(work.In("corpora"), FewImages)),
        ["localization corpus"] = work => Content(EmbeddedCorpus.Localization(
            work.In("corpora"), new() { TrainingOriginals = 1, ValidationOriginals = 1, TestOriginals = 1, Seed = Seed })),
        ["replay"] = _ => Replay(),
    };

    /// <summary>The names of the works.</summary>
    public static IReadOnlyCollection<string> Names => Works.Keys;

    /// <summary>Makes what the works share.</summary>
    public static void Prepare(string shared)
    {
        var images = EmbeddedCorpus.Detection(shared, FewImages);
        Manifest.Write(ManifestIn(shared), DetectionFolder.Read(images));
    }

    /// <summary>Does a work, and returns a digest of its result.</summary>
    public string Do(string name) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Works[name](this))));

    private static string ManifestIn(string shared) => Path.Combine(shared, "manifest.csv");

    private string In(string name) => Path.Combine(folder, name);

    private string Train(DenseNetOptions network)
    {
        var images = new ImageCollection("shared", Manifest.Read(ManifestIn(shared))).Split(Seed);
        var training = new DetectionDataset(images.Train, Transform.Train(32));
        var validation = new DetectionDataset(images.Validation, Transform.Evaluation(32));
        using var model = new DenseNet(network, Seed);
        var history = Trainer.Fit(model, training, validation, Losses.CrossEntropy, Options, folder: In("runs"));
        var epochs = history.Epochs.Select(epoch => string.Create(
            CultureInfo.InvariantCulture, $"{epoch.TrainingLoss:R} {epoch.ValidationLoss:R} {epoch.ValidationScore:R}"));
        return string.Join('\n', [Fingerprint.Of(model), $"{history.BestEpoch}", .. epochs]);
    }

    private string Score()
    {
        using var model = new DenseNet(DenseNetOptions.DenseNetTiny, Seed);
        var options = new ScoringOptions { Folder = In("scores"), BatchSize = 2, RowsPerPart = 4 };
        CollectionScoring.Run(model, ManifestIn(shared), Transform.Evaluation(32), options);
        return Content(In("scores"));
    }

    private static string Replay()
    {
        var budget = ReplayBudget.Of(Profile.Tiny) with { Size = 32, Epochs = 2, Seeds = [1] };
        var images = ReplayImages.Embedded(budget);
        var replay = DetectorReplay.Run(images, budget, [DetectorChange.AsPublished, images.Cured]);
        var outcomes = from changes in replay.Configurations
                       from test in images.Tests
                       let outcome = replay.Outcome(changes, 1, test.Name)
                       select $"{outcome.Threshold.Value.Invariant("R")} {Text(outcome.Predictions)}";
        return string.Join('\n', outcomes);
    }

    private static string Text(Predictions predictions) => string.Join(' ', predictions.Scores.Select(score => score.Invariant("R")));

    private static string Content(string root) => string.Join('\n', Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) != ".tmp") // of processes that do the same work
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(root, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"));
}

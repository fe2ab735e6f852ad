using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>A set of images on which every configuration is tested.</summary>
/// <param name="Name">For example <c>unseen generator</c>.</param>
/// <param name="Records">Images of both classes.</param>
/// <param name="Degradation">Applied to every image before other transforms; null for none.</param>
public sealed record ReplayTest(string Name, IReadOnlyList<ImageRecord> Records, TransformStep? Degradation = null);

/// <summary>The images of a replay. The sources trained on and the sources never seen are declared here, before any run.</summary>
/// <param name="Corpus">The name of the images in tables.</param>
/// <param name="IsSimulated">True for the embedded corpus.</param>
/// <param name="TrainedGenerators">Generators to train on. The published configuration is trained on the first alone.</param>
/// <param name="Train">All training images of each source.</param>
/// <param name="Validation">The images that choose epochs, temperatures and thresholds.</param>
/// <param name="Tests">The images that are reported; they choose nothing.</param>
public sealed record ReplayImages(
    string Corpus, bool IsSimulated, IReadOnlyList<string> TrainedGenerators, IReadOnlyList<ImageRecord> Train,
    IReadOnlyList<ImageRecord> Validation, IReadOnlyList<ReplayTest> Tests)
{
    private const long Seed = 17;

    /// <summary>
    /// The generator on which the published configuration is trained. Its checkerboards are ten times as strong as those of the corpus that
    /// other notebooks use, so that a plain network learns them within the budget, as a plain ResNet50 learns ProGAN's (Wang et al., CVPR
    /// 2020).
    /// </summary>
    public static TransposedDecoder Trained { get; } = new() { Stages = 3, Checkerboard = 0.08 };

    /// <summary>The generator on which no configuration is trained: its traces are weaker and of another kind.</summary>
    public static Decoder Unseen { get; } = new LatentDecoder();

    private static Decoder[] Others { get; } = [new NearestDecoder(), new BilinearDecoder()];

    /// <summary>JPEG with quality 60 to 80, like images shared online.</summary>
    private static JpegReencode Shared => new(60, 80, Probability: 1);

    /// <summary>The user's images (see <see cref="Corpus"/>); the embedded ones if none are set.</summary>
    /// <param name="budget">Sets the number of training images.</param>
    /// <param name="progress">Reports while images are generated; null for none.</param>
    /// <param name="cancellation">Stops the generation of images.</param>
    public static ReplayImages Current(
        ReplayBudget budget, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Experiments.Corpus.DetectionVariable))
            ? Embedded(budget, progress, cancellation)
            : Of(Experiments.Corpus.Detection(progress: progress, cancellation: cancellation));

    /// <summary>
    /// The embedded images (simulated). Training uses <see cref="Trained"/>; with several generators also the nearest-neighbour and
    /// the bilinear decoder, with a third as many images each; never <see cref="Unseen"/> or the held-out camera.
    /// </summary>
    /// <param name="budget">Sets the number of training images.</param>
    /// <param name="progress">Reports after every image; null for none.</param>
    /// <param name="cancellation">Stops the generation of images.</param>
    public static ReplayImages Embedded(
        ReplayBudget budget, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var whole = (int)(budget.ImagesPerClass / new SplitFractions().Train) + 1;
        var options = new EmbeddedCorpusOptions
        {
            ImagesPerCamera = whole,
            ImagesPerGenerator = whole,
            Generators = [Trained, .. Others, Unseen],
            Sides = (budget.Size * 9 / 8, budget.Size * 3 / 2), // a resize to the input's size keeps the strong trace, as in the paper
        };
        var folder = EmbeddedCorpus.Detection(CacheFolder.In("corpora"), options, progress, cancellation);
        var all = new ImageCollection("embedded corpus", DetectionFolder.Read(folder));
        string[] phones = [.. options.HeldOutCameras.Select(camera => camera.Name)];
        var split = new ImageCollection(all.Name, all) { IsSimulated = true, HeldOutSources = [Unseen.Name, .. phones] }.Split(Seed);
        var (trained, inDomain) = (Trained.Name, OneGenerator(split.Test, Trained.Name));
        string[] others = [.. Others.Select(generator => generator.Name)];
        return new(
            all.Name, true, [trained, .. others],
            [
                .. split.Train.Where(record => !others.Contains(record.Source)),
                .. others.SelectMany(name => Shuffled(split.Train, name).Take(budget.ImagesPerClass / 3)),
            ],
            split.Validation,
            [
                new("in-domain", inDomain),
                new("unseen generator", Balanced([
                    .. inDomain.Where(record => !record.IsPositive), .. split.Unseen.Where(record => record.Source == Unseen.Name)])),
                new("unseen camera", Balanced([
                    .. inDomain.Where(record => record.IsPositive), .. split.Unseen.Where(record => phones.Contains(record.Source))])),
                new("compressed", inDomain, Shared),
            ]);
    }

    /// <summary>
    /// A collection of the user's own. The published configuration is trained on the first synthetic source in ordinal order.
    /// </summary>
    /// <param name="collection">If it has <see cref="ImageCollection.HeldOutSources"/>, there is a test on those as well.</param>
    /// <exception cref="ArgumentException">The collection cannot be split; the message says why.</exception>
    public static ReplayImages Of(ImageCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var split = collection.Split(Seed);
        string[] generators =
            [.. split.Train.Where(record => record.IsPositive).Select(record => record.Source).Distinct().Order(StringComparer.Ordinal)];
        var inDomain = OneGenerator(split.Test, generators[0]);
        ReplayTest[] unseen = split.Unseen.Count == 0 ? [] : [new($"unseen: {string.Join(" ", collection.HeldOutSources)}", split.Unseen)];
        return new(collection.Name, collection.IsSimulated, generators, split.Train, split.Validation,
            [new("in-domain", inDomain), .. unseen, new("compressed", inDomain, Shared)]);
    }

    /// <summary>The cures that apply to these images, in the order of the ablation.</summary>
    public IReadOnlyList<DetectorChange> Cures =>
        [.. DetectorChanges.Cures.Where(cure => cure != DetectorChange.SeveralGenerators || TrainedGenerators.Count > 1)];

    /// <summary>The cured configuration: <see cref="DetectorChange.Cured"/>, as far as it applies to these images.</summary>
    public DetectorChange Cured =>
        TrainedGenerators.Count > 1 ? DetectorChange.Cured : DetectorChange.Cured & ~DetectorChange.SeveralGenerators;

    /// <summary>The training images of a configuration: equally many of both classes, at most <paramref name="perClass"/> each.</summary>
    /// <param name="changes">The configuration.</param>
    /// <param name="perClass">The most images of each class.</param>
    internal IReadOnlyList<ImageRecord> TrainingOf(DetectorChange changes, int perClass)
    {
        var real = Shuffled(Train.Where(record => !record.IsPositive));
        var one = Shuffled(Train, TrainedGenerators[0]);
        var synthetic = changes.HasFlag(DetectorChange.SeveralGenerators) ? Shuffled(Train.Where(record => record.IsPositive)) : one;
        var count = new[] { perClass, real.Count, one.Count }.Min();
        var isBalanced = changes.HasFlag(DetectorChange.BalancedSources);
        return [.. Drawn(real, count, isBalanced), .. Drawn(synthetic, count, isBalanced)];
    }

    /// <summary>The validation images of a configuration, from the sources it is trained on.</summary>
    /// <param name="changes">The configuration.</param>
    internal IReadOnlyList<ImageRecord> ValidationOf(DetectorChange changes) =>
        changes.HasFlag(DetectorChange.SeveralGenerators) ? Balanced(Validation) : Balanced(OneGenerator(Validation, TrainedGenerators[0]));

    // If balanced, one image of each source in turn.
    private static IEnumerable<ImageRecord> Drawn(IReadOnlyList<ImageRecord> records, int count, bool balanced) => !balanced
        ? records.Take(count)
        : records.GroupBy(record => record.Source)
            .OrderBy(source => source.Key, StringComparer.Ordinal)
            .SelectMany(source => source.Select((record, round) => (record, round)))
            .OrderBy(pair => pair.round).Select(pair => pair.record).Take(count);

    // Equally many images of both classes, so that F1 is comparable between tests.
    private static IReadOnlyList<ImageRecord> Balanced(IEnumerable<ImageRecord> records)
    {
        var classes = records.ToLookup(record => record.IsPositive);
        var count = Math.Min(classes[true].Count(), classes[false].Count());
        return [.. Shuffled(classes[false]).Take(count), .. Shuffled(classes[true]).Take(count)];
    }

    private static IReadOnlyList<ImageRecord> OneGenerator(IEnumerable<ImageRecord> records, string generator) =>
        [.. records.Where(record => !record.IsPositive || record.Source == generator)];

    private static IReadOnlyList<ImageRecord> Shuffled(IEnumerable<ImageRecord> records, string source) =>
        Shuffled(records.Where(record => record.Source == source));

    private static IReadOnlyList<ImageRecord> Shuffled(IEnumerable<ImageRecord> records)
    {
        var sorted = records.OrderBy(record => record.Path, StringComparer.Ordinal).ToArray();
        return [.. SeededRandom.For(Seed, sorted.Length).Permutation(sorted.Length).Select(index => sorted[index])];
    }
}

using Telltale.Data;
using Telltale.Data.Decoders;
using Telltale.Data.Embedded;
using Telltale.Data.Layouts;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>A set of images that every configuration is tested on.</summary>
/// <param name="Name">For example <c>unseen generator</c>.</param>
/// <param name="Records">Both classes.</param>
/// <param name="Degradation">What happens to every image before anything else; null for nothing.</param>
public sealed record ReplayTest(string Name, IReadOnlyList<ImageRecord> Records, TransformStep? Degradation = null);

/// <summary>The images of a replay. What is trained on and what is never seen is declared here, before any run.</summary>
/// <param name="Corpus">What the images are called in tables.</param>
/// <param name="IsSimulated">True for the embedded corpus.</param>
/// <param name="TrainedGenerators">Generators to train on. The first is the one that the published configuration knows.</param>
/// <param name="Train">Training images, as many of each source as there are.</param>
/// <param name="Validation">What chooses epochs, temperatures and thresholds.</param>
/// <param name="Tests">What is reported on; chooses nothing.</param>
public sealed record ReplayImages(
    string Corpus, bool IsSimulated, IReadOnlyList<string> TrainedGenerators, IReadOnlyList<ImageRecord> Train, IReadOnlyList<ImageRecord> Validation,
    IReadOnlyList<ReplayTest> Tests)
{
    private const long Seed = 17;

    /// <summary>Declared: the generator that the published configuration is trained on.</summary>
    public static Decoder Trained { get; } = new TransposedDecoder();

    /// <summary>Declared: the generator that no configuration ever sees in training.</summary>
    public static Decoder Unseen { get; } = new NearestDecoder();

    /// <summary>JPEG at quality 60 to 80: how images look after they were sent around.</summary>
    private static JpegReencode SentAround => new(60, 80, Probability: 1);

    /// <summary>The images that the settings name (see <see cref="Corpus"/>), else the embedded ones.</summary>
    /// <param name="budget">How many training images are wanted.</param>
    /// <param name="progress">Told while images are made; null for silence.</param>
    /// <param name="cancellation">Stops the making.</param>
    public static ReplayImages Current(ReplayBudget budget, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Experiments.Corpus.DetectionVariable))
            ? Embedded(budget, progress, cancellation)
            : Of(Experiments.Corpus.Detection(progress: progress, cancellation: cancellation));

    /// <summary>
    /// The embedded images (simulated): trained on <see cref="Trained"/>, with several generators on the bilinear and the latent one as
    /// well, of which there are a third as many; never on <see cref="Unseen"/>, nor on the camera held out.
    /// </summary>
    /// <param name="budget">How many training images are wanted.</param>
    /// <param name="progress">Told after every image; null for silence.</param>
    /// <param name="cancellation">Stops the making.</param>
    public static ReplayImages Embedded(ReplayBudget budget, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var whole = (int)(budget.ImagesPerClass / new SplitFractions().Train) + 1;
        var options = new EmbeddedCorpusOptions { ImagesPerCamera = (whole + 1) / 2, ImagesPerGenerator = whole };
        var folder = EmbeddedCorpus.Detection(CacheFolder.In("corpora"), options, progress, cancellation);
        var all = new ImageCollection("embedded corpus", DetectionFolder.Read(folder));
        string[] phones = [.. options.HeldOutCameras.Select(camera => camera.Name)];
        var split = new ImageCollection(all.Name, all) { IsSimulated = true, HeldOutSources = [Unseen.Name, .. phones] }.Split(Seed);
        var (trained, inDomain) = (Trained.Name, OneGenerator(split.Test, Trained.Name));
        string[] others = [.. options.Generators.Select(generator => generator.Name).Where(name => name != trained && name != Unseen.Name)];
        return new(
            all.Name, true, [trained, .. others],
            [.. split.Train.Where(record => !others.Contains(record.Source)), .. others.SelectMany(name => Shuffled(split.Train, name).Take(budget.ImagesPerClass / 3))],
            split.Validation,
            [
                new("in-domain", inDomain),
                new("unseen generator", Balanced([.. inDomain.Where(record => !record.IsPositive), .. split.Unseen.Where(record => record.Source == Unseen.Name)])),
                new("unseen camera", Balanced([.. inDomain.Where(record => record.IsPositive), .. split.Unseen.Where(record => phones.Contains(record.Source))])),
                new("compressed", inDomain, SentAround),
            ]);
    }

    /// <summary>A collection of the user's own: the first synthetic source, in ordinal order, is what the published configuration knows.</summary>
    /// <param name="collection">With <see cref="ImageCollection.HeldOutSources"/>, there is a test on those as well.</param>
    /// <exception cref="ArgumentException">It cannot be split; the message says why.</exception>
    public static ReplayImages Of(ImageCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var split = collection.Split(Seed);
        string[] generators = [.. split.Train.Where(record => record.IsPositive).Select(record => record.Source).Distinct().Order(StringComparer.Ordinal)];
        var inDomain = OneGenerator(split.Test, generators[0]);
        ReplayTest[] unseen = split.Unseen.Count == 0 ? [] : [new($"unseen: {string.Join(" ", collection.HeldOutSources)}", split.Unseen)];
        return new(collection.Name, collection.IsSimulated, generators, split.Train, split.Validation,
            [new("in-domain", inDomain), .. unseen, new("compressed", inDomain, SentAround)]);
    }

    /// <summary>The repairs that change anything on these images, in the order of the waterfall.</summary>
    public IReadOnlyList<DetectorRepair> Repairs =>
        [.. DetectorRepairs.InOrder.Where(repair => repair != DetectorRepair.SeveralGenerators || TrainedGenerators.Count > 1)];

    /// <summary>The training images of a configuration: equally many of both classes, at most as many as asked for.</summary>
    /// <param name="repairs">The configuration.</param>
    /// <param name="perClass">Wanted of each class.</param>
    internal IReadOnlyList<ImageRecord> TrainingOf(DetectorRepair repairs, int perClass)
    {
        var real = Shuffled(Train.Where(record => !record.IsPositive));
        var one = Shuffled(Train, TrainedGenerators[0]);
        var synthetic = repairs.HasFlag(DetectorRepair.SeveralGenerators) ? Shuffled(Train.Where(record => record.IsPositive)) : one;
        var count = new[] { perClass, real.Count, one.Count }.Min();
        var isBalanced = repairs.HasFlag(DetectorRepair.BalancedSources);
        return [.. Drawn(real, count, isBalanced), .. Drawn(synthetic, count, isBalanced)];
    }

    /// <summary>The validation images of a configuration: from the sources it trains on.</summary>
    /// <param name="repairs">The configuration.</param>
    internal IReadOnlyList<ImageRecord> ValidationOf(DetectorRepair repairs) =>
        repairs.HasFlag(DetectorRepair.SeveralGenerators) ? Balanced(Validation) : Balanced(OneGenerator(Validation, TrainedGenerators[0]));

    // In turn one of each source, until there are enough.
    private static IEnumerable<ImageRecord> Drawn(IReadOnlyList<ImageRecord> records, int count, bool balanced) => !balanced
        ? records.Take(count)
        : records.GroupBy(record => record.Source)
            .OrderBy(source => source.Key, StringComparer.Ordinal)
            .SelectMany(source => source.Select((record, turn) => (record, turn)))
            .OrderBy(pair => pair.turn).Select(pair => pair.record).Take(count);

    // As many of one class as of the other, so that F1 means the same everywhere.
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

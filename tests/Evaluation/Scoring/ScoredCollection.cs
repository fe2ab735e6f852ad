using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Tests.Evaluation.Scoring;

/// <summary>A folder of small noise images with their manifest (simulated), a network, and a count of the images that were read.</summary>
internal sealed class ScoredCollection : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CountedReads reads = new();

    public ScoredCollection(int images)
    {
        Records = [.. Enumerable.Range(0, images).Select(Make)];
        Telltale.Data.Manifest.Write(Manifest, Records);
        Transform = new("counted", [reads, new CentreCrop(32)], Normalization.ImageNet);
    }

    public IReadOnlyList<ImageRecord> Records { get; }

    public string Manifest => folder.File("manifest.csv");

    public TransformPipeline Transform { get; }

    public DenseNet Model { get; } = new(DenseNetOptions.DenseNetTiny, seed: 5);

    /// <summary>Images read since the last look.</summary>
    public int Reads => reads.Since();

    /// <summary>Scores as four images a batch and ten a part.</summary>
    public ScoredShard Score(
        string name, Shard? shard = null, IProgress<WorkProgress>? progress = null, InvalidImages invalid = InvalidImages.Refuse,
            CancellationToken cancellation = default) =>
        CollectionScoring.Run(Model, Manifest, Transform, Options(name) with { Shard = shard ?? Shard.Whole, Invalid = invalid }, progress,
            cancellation);

    public ScoringOptions Options(string name) => new() { Folder = Folder(name), BatchSize = 4, RowsPerPart = 10 };

    public string Folder(string name) => folder.File(name);

    public CollectionScores Read(string name) => CollectionScores.Read(Folder(name), "all");

    public void Dispose()
    {
        Model.Dispose();
        folder.Dispose();
    }

    private ImageRecord Make(int index)
    {
        var (random, pixels) = (SeededRandom.For(7, index), new byte[3 * 32 * 32]);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(index * 7 % 160 + random.NextDouble() * 90);
        }
        var path = folder.File($"{index}.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(new(32, 32, pixels)));
        return new(path, index % 3 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, $"source, {index % 4}")
        {
            SourceId = index % 5 == 0 ? path : $"original \"{index / 2}\"", Split = index % 2 == 0 ? "test" : null, Width = 32,
                Height = 32, Format = "png", JpegQuality = index % 7 == 0 ? 90 : null,
        };
    }

    private sealed record CountedReads : PhotometricTransform
    {
        private int count;

        public int Since() => Interlocked.Exchange(ref count, 0);

        public override RgbImage Apply(RgbImage image, SeededRandom random)
        {
            Interlocked.Increment(ref count);
            return image;
        }
    }
}

using BenchmarkDotNet.Attributes;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Pieces;

/// <summary>The steps from a 500 × 375 JPEG to a 224 × 224 tensor, on one thread.</summary>
public class ImagePieces
{
    private readonly TransformPipeline paper = Transform.PaperTrain();
    private readonly float[] tensor = new float[3 * 224 * 224];
    private byte[] jpeg = [];
    private RgbImage image = null!;
    private RgbImage resized = null!;
    private int draw;

    [GlobalSetup]
    public void Make()
    {
        var random = SeededRandom.For(17);
        var small = new RgbImage(50, 38);
        random.NextBytes(small.Pixels);
        image = new Resize(500, 375).Apply(small, random);
        jpeg = ImageCodec.EncodeJpeg(image, 90);
        resized = new Resize(224, 224).Apply(image, random);
    }

    [Benchmark]
    public RgbImage Decode() => ImageCodec.Decode(jpeg, "photograph");

    [Benchmark]
    public RgbImage ResizeToSquare() => paper.Steps[0].Apply(image, SeededRandom.For(17));

    [Benchmark]
    public RgbImage Augment() =>
        paper.Steps.Skip(1).Aggregate(resized, (current, step) => step.Apply(current, SeededRandom.For(17, draw++)));

    [Benchmark]
    public void Normalize() => paper.WriteNormalized(resized, tensor);

    [Benchmark]
    public void Whole() => paper.WriteNormalized(paper.Apply(ImageCodec.Decode(jpeg, "photograph"), SeededRandom.For(17, draw++)), tensor);
}

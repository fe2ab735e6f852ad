using System.Runtime.InteropServices;
using Telltale.Data;
using Telltale.Data.Embedded;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Contenders;

/// <summary>The input files of both sides, created once per comparison: photographs, scores with targets, predicted masks.</summary>
/// <param name="folder">The folder of the files.</param>
internal sealed class WorkFiles(string folder)
{
    /// <summary>Side of a mask, in pixels.</summary>
    public const int MaskSize = 512;

    private const int Photographs = 64;
    private const int Scores = 10_000_000;
    private const int Masks = 10;

    /// <summary>The photographs: JPEG files of 500 × 375 pixels and quality 90.</summary>
    public IReadOnlyList<string> Images => [.. Directory.GetFiles(Path.Combine(folder, "images"), "*.jpg").Order(StringComparer.Ordinal)];

    /// <summary>Writes all files.</summary>
    /// <param name="photographs">A folder of photographs; null for the embedded images.</param>
    public void Make(string? photographs)
    {
        var images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
        var toSize = new TransformPipeline("Photographs", [new Resize(500, 375)], Normalization.ImageNet);
        foreach (var (index, source) in Sources(photographs).Take(Photographs).Index())
        {
            var image = toSize.Apply(ImageCodec.Read(source), SeededRandom.For(index));
            File.WriteAllBytes(Path.Combine(images, $"{index:000}.jpg"), ImageCodec.EncodeJpeg(image, 90));
        }
        MakeScores();
        MakeMasks();
    }

    /// <summary>Ten million scores in [0, 1] and their targets.</summary>
    public (double[] Scores, bool[] Targets) ReadScores() => (Read<double>("scores.bin"), Read<bool>("targets.bin"));

    /// <summary>Scores in [0, 1] and true masks, one mask after the other.</summary>
    public (float[] Scores, byte[] Truth) ReadMasks() => (Read<float>("mask-scores.bin"), Read<byte>("mask-truth.bin"));

    private IEnumerable<string> Sources(string? photographs)
    {
        var folderOfSources = photographs ?? EmbeddedCorpus.Detection(
            Path.Combine(folder, "corpus"), new() { ImagesPerCamera = Photographs / 2, ImagesPerGenerator = 1 });
        string[] extensions = [".jpg", ".jpeg", ".png", ".webp"];
        return Directory.EnumerateFiles(folderOfSources, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => extensions.Contains(Path.GetExtension(file).ToLowerInvariant()));
    }

    // Like a trained detector's: positives score higher on average, and ties occur.
    private void MakeScores()
    {
        var random = SeededRandom.For(17, 1);
        var (scores, targets) = (new double[Scores], new bool[Scores]);
        for (var i = 0; i < Scores; i++)
        {
            targets[i] = random.NextDouble() < 0.5;
            scores[i] = (float)(1 / (1 + Math.Exp(-random.NextGaussian() - (targets[i] ? 0.5 : -0.5))));
        }
        Write("scores.bin", scores);
        Write("targets.bin", targets);
    }

    private void MakeMasks()
    {
        var random = SeededRandom.For(17, 2);
        var (scores, truth) = (new float[Masks * MaskSize * MaskSize], new byte[Masks * MaskSize * MaskSize]);
        for (var i = 0; i < scores.Length; i++)
        {
            truth[i] = (byte)(i / MaskSize % MaskSize < MaskSize / 4 ? 1 : 0);
            scores[i] = (float)(1 / (1 + Math.Exp(-random.NextGaussian() - (truth[i] == 1 ? 1 : -1))));
        }
        Write("mask-scores.bin", scores);
        Write("mask-truth.bin", truth);
    }

    private void Write<T>(string name, T[] values) where T : unmanaged =>
        File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private T[] Read<T>(string name) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(folder, name))).ToArray();
}

using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Evaluation;

/// <summary>
/// How a collection is split into parts, and everything that determines its scores. It depends on manifest, model, transform and options,
/// not on the shards, so every batch contains the same images however the work is distributed, and scores are bit-identical.
/// </summary>
/// <param name="Rows">Rows of the manifest.</param>
/// <param name="RowsPerPart">Rows of a part; the last may have fewer.</param>
/// <param name="Description">What determines the scores, one line each.</param>
internal sealed record ScoringPlan(int Rows, int RowsPerPart, string Description)
{
    /// <summary>Number of parts.</summary>
    public int PartCount => (Rows + RowsPerPart - 1) / RowsPerPart;

    public static ScoringPlan Of(nn.Module<Tensor, Tensor> model, ManifestBlocks manifest,
        TransformPipeline transform, ScoringOptions options) =>
        new(manifest.Rows, options.RowsPerPart, InvariantText.InInvariantCulture(() => string.Join('\n',
            $"manifest: {manifest.Path}, {manifest.Rows} rows, {manifest.Digest}",
            $"model: {model}",
            $"weights: {Fingerprint.Of(model)}",
            $"transform: {transform}",
            $"rows in a part: {options.RowsPerPart}",
            $"images in a batch: {options.BatchSize}",
            $"device: {ComputeDevice.Of(model).type}",
            $"precision: {(model as IHasPrecision)?.Precision ?? Precision.Float32}",
            $"library: {Fingerprint.Library}")));

    /// <summary>Number of the first row of a part.</summary>
    public int FirstRow(int part) => part * RowsPerPart;

    /// <summary>Rows of a part.</summary>
    public int RowsOf(int part) => Math.Min(RowsPerPart, Rows - FirstRow(part));

    /// <summary>The parts of a shard, in order.</summary>
    public IEnumerable<int> PartsOf(Shard shard) => Enumerable.Range(0, PartCount).Where(shard.Has);

    /// <summary>The lines that differ from another plan, for a message.</summary>
    public string DifferencesFrom(ScoringPlan other) =>
        string.Join("; ", other.Description.Split('\n').Zip(Description.Split('\n')).Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.First}, now {pair.Second}"));
}

using System.Security.Cryptography;
using System.Text;
using Telltale.Data;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>Everything that determines the outcome of a run, as text, and its hash.</summary>
/// <param name="Description">One line per part; stored in the checkpoint.</param>
/// <param name="Key">32 hexadecimal digits; equal for equal runs.</param>
internal sealed record RunIdentity(string Description, string Key)
{
    internal static RunIdentity Of(
        nn.Module<Tensor, Tensor> model, ImageDataset training, ImageDataset validation, Loss loss, TrainingOptions options)
    {
        var description = InvariantText.InInvariantCulture(() => string.Join('\n',
            $"model: {Architecture(model)}",
            $"weights at the start: {Fingerprint.Of(model)}",
            $"training: {training.Records.Count} images, {Content(training)}, {training.Transform}",
            $"validation: {validation.Records.Count} images, {Content(validation)}, {validation.Transform}",
            $"loss: {loss}",
            $"options: {options}",
            $"library: {Fingerprint.Library}"));
        return new(description, Hex(Encoding.UTF8.GetBytes(description)));
    }

    /// <summary>What a network computes.</summary>
    /// <exception cref="ArgumentException">It does not say.</exception>
    internal static string Architecture(nn.Module<Tensor, Tensor> model) => model is INetwork network ? network.Architecture
        : throw new ArgumentException(
            $"{model.GetType().Name} does not say what it computes. Implement {nameof(INetwork)} and describe the network in one line "
            + "(layers, sizes, activations), so that equal runs are reused and different ones never confused.", nameof(model));

    /// <summary>A dataset's images and masks: their paths and the state of their files.</summary>
    internal static string Content(ImageDataset dataset)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var record in dataset.Records)
        {
            var mask = record.MaskPath is null ? "" : $"{record.MaskPath} {Fingerprint.OfFile(record.MaskPath)}{record.Masks}";
            // Source and group decide how an epoch samples the images.
            var sampled = $"{record.Label} {record.Source} {record.SourceId}";
            hash.AppendData(Encoding.UTF8.GetBytes($"{record.Path} {sampled} {mask} {Fingerprint.OfFile(record.Path)}\n"));
        }
        return $"{dataset} {Hex(hash.GetHashAndReset())}";
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
}

using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// Loads weights into models: from a file, from the file named by <c>TELLTALE_WEIGHTS</c>, or the public ImageNet weights.
/// </summary>
/// <example><code>
/// using var network = new DenseNet(DenseNetOptions.DenseNet121, seed: 17);
/// var report = Weights.LoadImageNetOrStartFromScratch(network, progress: new ConsoleProgress());
/// Console.WriteLine(report);
/// </code></example>
public static class Weights
{
    /// <summary>The environment variable that names a safetensors file with initial weights.</summary>
    internal const string FileVariable = "TELLTALE_WEIGHTS";

    /// <summary>
    /// Loads a safetensors file. A prefix that all keys share, such as the <c>module.</c> of DataParallel, is removed; a classifier with a
    /// different number of classes is skipped. The report says so.
    /// </summary>
    /// <param name="model">Any model; changed in place, keeps its device and dtype.</param>
    /// <param name="path">The file.</param>
    /// <returns>What was loaded; print it.</returns>
    /// <exception cref="WeightsException">
    /// Keys are missing or unexpected, shapes differ, or values are not finite; the message lists them, and the model is unchanged.
    /// </exception>
    /// <exception cref="SafeTensorsException">Not a valid safetensors file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static WeightsReport Load(nn.Module model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var content = SafeTensors.Read(path);
        var own = model.state_dict();
        var (prefix, tensors) = WithoutPrefix(content.Tensors, own);
        var origin = $"Weights from '{path}'." + (prefix.Length == 0 ? "" : $" The prefix '{prefix}' of all its keys was removed.");
        var replaced = own.Keys
            .Where(key => tensors.TryGetValue(key, out var tensor) && IsClassifierOfOtherClasses(key, own[key], tensor))
            .ToList();
        foreach (var key in replaced)
        {
            tensors[key] = own[key];
        }
        Assign(model, tensors, path);
        return replaced is not [var first, ..] ? new(path, false, origin)
            : new(path, true, $"{origin} Its classifier has {content.Tensors[prefix + first].shape[0]} classes, "
                + $"this model {own[first].shape[0]}: the classifier keeps its random weights.");
    }

    /// <summary>Copies tensors into a model whose state dictionary has the same keys and shapes.</summary>
    /// <param name="model">Changed in place; keeps its device and dtype.</param>
    /// <param name="tensors">Tensors by key. Batch norm's <c>num_batches_tracked</c>, absent from old files, is optional.</param>
    /// <param name="source">The origin of the tensors, for error messages.</param>
    /// <exception cref="WeightsException">
    /// Keys are missing or unexpected, shapes differ, or values are not finite; the message lists them, and the model is unchanged.
    /// </exception>
    internal static void Assign(nn.Module model, IReadOnlyDictionary<string, Tensor> tensors, string source)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tensors);
        var own = model.state_dict();
        var missing = own.Keys.Where(key => !tensors.ContainsKey(key) && !IsCounter(key)).ToList();
        var unexpected = tensors.Keys.Where(key => !own.ContainsKey(key) && !IsCounter(key)).ToList();
        var common = own.Keys.Where(tensors.ContainsKey).ToList();
        var differing = common.Where(key => !own[key].shape.SequenceEqual(tensors[key].shape))
            .Select(key => $"{key} ({string.Join(", ", tensors[key].shape)}) instead of ({string.Join(", ", own[key].shape)})").ToList();
        if (missing.Count + unexpected.Count + differing.Count > 0)
        {
            throw new WeightsException(
                $"'{source}' does not contain weights for this {model.GetName()}."
                + Listed("Missing", missing) + Listed("Unexpected", unexpected) + Listed("Wrong shape", differing)
                + " Build the model with the options these weights were trained with, or load another file.");
        }
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        RequireFinite(common, tensors, source);
        foreach (var key in common)
        {
            own[key].copy_(tensors[key]);
        }
    }

    /// <summary>
    /// Loads the file named by <c>TELLTALE_WEIGHTS</c>, else the public ImageNet weights; otherwise the weights stay random. Without a
    /// network connection it returns within seconds.
    /// </summary>
    /// <param name="model">Changed in place.</param>
    /// <param name="mayDownload">False to skip the public weights, as the quick profile does: it is the same on every machine.</param>
    /// <param name="weights">The public weights; null for timm's <c>densenet121.tv_in1k</c>.</param>
    /// <param name="progress">Reports the download.</param>
    /// <param name="token">Cancels the download; no partial file remains.</param>
    /// <returns>Where the weights came from, or why they are random; print it.</returns>
    /// <exception cref="WeightsException">The file is for another model, or differs from the announced hash.</exception>
    /// <exception cref="SafeTensorsException">Not a valid safetensors file.</exception>
    /// <exception cref="IOException">The named file is missing or cannot be read, or the cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped by <paramref name="token"/>.</exception>
    public static WeightsReport LoadImageNetOrStartFromScratch(
        nn.Module model, bool mayDownload = true, ImageNetWeights? weights = null,
        IProgress<WorkProgress>? progress = null, CancellationToken token = default) =>
        LoadFirstFound(model, Environment.GetEnvironmentVariable(FileVariable), mayDownload, weights, progress, token);

    internal static WeightsReport LoadFirstFound(
        nn.Module model, string? named, bool mayDownload, ImageNetWeights? weights = null,
        IProgress<WorkProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Load(model, Path.GetFullPath(named));
        }
        if ((model as IHasPublicWeights)?.PublicWeights is not { } published)
        {
            return FromScratch("there are none for this architecture.");
        }
        if (!mayDownload)
        {
            return FromScratch("downloads are turned off.");
        }
        try
        {
            return Load(model, (weights ?? published).Download(progress, token));
        }
        catch (WeightsUnavailableException reason)
        {
            return FromScratch(reason.Message);
        }
    }

    // A network with such a weight scores every image NaN, hours later and without the name of the file.
    private static void RequireFinite(IEnumerable<string> keys, IReadOnlyDictionary<string, Tensor> tensors, string source)
    {
        if (keys.FirstOrDefault(key => tensors[key].is_floating_point() && !tensors[key].isfinite().all().item<bool>()) is { } key)
        {
            throw new WeightsException(
                $"'{source}': the tensor '{key}' contains values that are not finite (NaN or infinite). "
                + "The file is corrupt, or the training that wrote it diverged: download it again, "
                + "or train again with a lower learning rate.");
        }
    }

    private static WeightsReport FromScratch(string reason) =>
        new(null, false, $"Trained from scratch, without ImageNet weights: {reason} "
            + $"Set {FileVariable} to a safetensors file to start from its weights.");

    private static bool IsClassifierOfOtherClasses(string key, Tensor own, Tensor tensor) =>
        key.StartsWith("classifier.", StringComparison.Ordinal)
        && own.dim() == tensor.dim() && own.shape[0] != tensor.shape[0] && own.shape.Skip(1).SequenceEqual(tensor.shape.Skip(1));

    private static bool IsCounter(string key) => key.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    // Wrappers such as DataParallel, Lightning and torch.compile put a name before every key.
    private static (string Prefix, Dictionary<string, Tensor> Tensors) WithoutPrefix(
        IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, Tensor> own)
    {
        var prefix = tensors.Keys.Any(own.ContainsKey) ? "" : tensors.Keys
            .SelectMany(key => own.Keys.Where(known => key.EndsWith("." + known, StringComparison.Ordinal))
                .Select(known => key[..^known.Length]))
            .Where(candidate => tensors.Keys.All(key => key.StartsWith(candidate, StringComparison.Ordinal)))
            .MinBy(candidate => candidate.Length) ?? "";
        return (prefix, tensors.ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value));
    }

    private static string Listed(string title, List<string> keys)
    {
        const int Shown = 8;
        var more = keys.Count > Shown ? $" and {keys.Count - Shown} more" : "";
        return keys.Count == 0 ? "" : $" {title} ({keys.Count}): {string.Join(", ", keys.Take(Shown))}{more}.";
    }
}

using System.Security.Cryptography;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Detectors;

/// <summary>
/// A network that was trained elsewhere, as a network of the kit: everything that takes a network takes it, such as
/// <see cref="Predictor"/>, <see cref="CollectionScoring"/> and the intervention probe. A JSON file of the same name beside it says how
/// it is used (<see cref="DetectorDescription"/>).
/// </summary>
/// <remarks>
/// Inference only: it has no parameters and no gradients. Load files that you trust: a network can be made to compute for hours.
/// </remarks>
/// <example><code>
/// using var detector = ExternalDetector.Load("detector.onnx");
/// var unknown = DetectionFolder.Read("/data/test");
/// var scores = Predictor.Score(detector, new DetectionDataset(unknown, detector.Transform), "test");
/// </code></example>
public abstract class ExternalDetector : nn.Module<Tensor, Tensor>
{
    private readonly Tensor identity;

    private protected ExternalDetector(string path) : base(Path.GetFileName(path))
    {
        FilePath = Path.GetFullPath(path);
        RegularFile.Require(FilePath);
        Description = DescriptionFile.Of(FilePath);
        // Saved scores and caches tell networks apart by their state: that of this one is its file.
        using var file = RegularFile.Open(FilePath);
        identity = tensor(SHA256.HashData(file)).DetachFromDisposeScope();
        register_buffer(nameof(identity), identity);
    }

    /// <summary>The absolute path of the network's file.</summary>
    public string FilePath { get; }

    /// <summary>How the network is used.</summary>
    public DetectorDescription Description { get; }

    /// <summary>The evaluation transform that makes the network's input, for datasets.</summary>
    /// <exception cref="InvalidOperationException">A localizer that takes images of any size.</exception>
    public TransformPipeline Transform => Description.Transform;

    /// <summary>Loads a network and tries it on one grey image.</summary>
    /// <param name="path">A TorchScript file (<c>.pt</c>, <c>.pth</c>) or an ONNX file (<c>.onnx</c>).</param>
    /// <returns>The network; the caller disposes it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnusableFileException">
    /// The file is of another kind or corrupt, its description is missing or wrong, or the network returns something else than it says.
    /// </exception>
    public static ExternalDetector Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        LibTorch.Load();
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".onnx" => new OnnxDetector(path),
            ".pt" or ".pth" => new TorchScriptDetector(path),
            ".pt2" => throw new UnusableFileException(path, "Networks of torch.export (.pt2) are not read.",
                "Save it as TorchScript instead: torch.jit.trace(model, example).save(\"network.pt\"); or export it as ONNX (.onnx)."),
            var other => throw new UnusableFileException(path, $"Networks of the kind '{other}' are not read.",
                "Save it as TorchScript (torch.jit.trace or torch.jit.script, then save as .pt) or export it as ONNX (.onnx)."),
        };
    }

    /// <summary>The logit of the positive class, or the features.</summary>
    /// <param name="input">(N, 3, H, W) float32, normalised as the description says.</param>
    /// <returns>
    /// (N, 1), for localization (N, 1, H, W), for features (N, D); the caller disposes it. A localizer's input that is smaller than the
    /// network's is padded with zeros and its output cropped.
    /// </returns>
    /// <exception cref="UnusableFileException">The network fails, or returns something else than its description says.</exception>
    public sealed override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        try
        {
            var (padded, height, width) = (Padded(input), input.size(2), input.size(3));
            var logits = PositiveLogit.Of(Run(Description.IsBgr ? padded.flip(1) : padded), padded, Description);
            return (logits.dim() == 4 ? logits.narrow(2, 0, height).narrow(3, 0, width).contiguous() : logits).MoveToOuterDisposeScope();
        }
        catch (FormatException error)
        {
            throw new UnusableFileException(
                FilePath, $"The network cannot be used: {error.Message}.", "Correct the JSON file beside it.", error);
        }
    }

    /// <summary>Runs the network.</summary>
    /// <param name="input">(N, 3, H, W) float32 on the CPU.</param>
    /// <returns>Its first output, as it is.</returns>
    /// <exception cref="UnusableFileException">The network fails.</exception>
    private protected abstract Tensor Run(Tensor input);

    /// <summary>Tries the network on zeros, so that what is wrong with it shows before any image is read.</summary>
    private protected void Try()
    {
        const int Small = 64;
        using var scope = NewDisposeScope();
        var size = Description.InputSize ?? Small;
        forward(zeros(1, 3, size, size));
    }

    /// <summary>The error of a network that its runtime refuses.</summary>
    private protected UnusableFileException Refused(Exception cause) => new(
        FilePath, $"The network cannot be run ({cause.Message.Split('\n')[0].TrimEnd('.', ' ')}).",
        "Export it again, and check input_size in the JSON file beside it.", cause);

    private Tensor Padded(Tensor input) =>
        Description is { Task: DetectorTask.Localization, InputSize: { } size } && (input.size(2) < size || input.size(3) < size)
            ? nn.functional.pad(input, [0, Math.Max(0, size - input.size(3)), 0, Math.Max(0, size - input.size(2))])
            : input;
}

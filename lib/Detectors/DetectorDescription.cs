using Telltale.Data.Transforms;
using Telltale.Evaluation;

namespace Telltale.Detectors;

/// <summary>What a network that was trained elsewhere computes.</summary>
public enum DetectorTask
{
    /// <summary>One score per image.</summary>
    Detection,

    /// <summary>One score per pixel.</summary>
    Localization,

    /// <summary>Features of an image, for a <see cref="Models.LinearProbe"/>.</summary>
    Features,
}

/// <summary>How an image of any size becomes the network's input.</summary>
public enum InputFit
{
    /// <summary>The central square; a smaller image is mirrored at its borders. Keeps the traces in the pixels.</summary>
    Crop,

    /// <summary>Resized to a square, ignoring the aspect ratio (bilinear, antialiased, as Pillow does it).</summary>
    Resize,

    /// <summary>Shrunk to the size at the shorter side, then the central square.</summary>
    Shrink,

    /// <summary>Overlapping tiles over the whole image; for localization.</summary>
    Tile,
}

/// <summary>What must be known of a network besides its file: the JSON file of the same name beside it.</summary>
/// <remarks>
/// For example:
/// <code>
/// {
///   "task": "detection",
///   "input_size": 224,
///   "fit": "crop",
///   "mean": [0.485, 0.456, 0.406],
///   "std": [0.229, 0.224, 0.225],
///   "outputs": "logits",
///   "synthetic_output": 1
/// }
/// </code>
/// </remarks>
/// <param name="Task">What the network computes; <c>task</c>.</param>
/// <param name="InputSize">Side of the square input in pixels; null for any size, in localization only. <c>input_size</c>.</param>
/// <param name="Fit">How images get this size; <c>fit</c>: crop (default), resize, shrink or, for localization, tile.</param>
/// <param name="Normalization">Mean and standard deviation of the input; <c>mean</c> and <c>std</c>, 0 and 1 by default.</param>
/// <param name="Probabilities">
/// True where outputs are probabilities, false for logits; <c>outputs</c>. Not used for features.
/// </param>
/// <param name="SyntheticOutput">
/// Which output is synthetic or edited, from 0; <c>synthetic_output</c>. Must be given where the network has more than one.
/// </param>
public sealed record DetectorDescription(
    DetectorTask Task, int? InputSize, InputFit Fit, Normalization Normalization, bool Probabilities, int SyntheticOutput)
{
    /// <summary>
    /// True where the network wants blue, green, red; <c>channels</c>: rgb (default) or bgr. Mean and standard deviation are given in the
    /// order red, green, blue all the same.
    /// </summary>
    public bool IsBgr { get; init; }

    private const int Aligned = 32, DefaultHalo = 96;

    /// <summary>The evaluation transform that makes the network's input.</summary>
    /// <exception cref="InvalidOperationException">Localization without a size: images are scored whole or by tiles.</exception>
    public TransformPipeline Transform => InputSize is not { } size
        ? throw new InvalidOperationException("This localizer takes images of any size; use Predictor.ScorePixels or FullSizeMasks.")
        : new($"Input {size}", Fit switch
        {
            InputFit.Resize => [new Resize(size, size)],
            InputFit.Shrink => [new ShrinkShortestSide(size), new CentreCrop(size)],
            _ => [new CentreCrop(size)],
        }, Normalization);

    /// <summary>How a localizer's images are tiled, for <see cref="Predictor.ScorePixels"/>: tiles of the input size.</summary>
    public TileOptions Tiles => InputSize is not { } size ? new()
        : new() { Size = size, Halo = Math.Min(DefaultHalo, Math.Max(0, (size / 2 / Aligned - 1) * Aligned)), Blend = Blend(size) };

    private static int Blend(int size) => size >= 2 * Aligned ? Aligned : 0;
}

namespace Telltale.Data.Transforms;

/// <summary>Presets, for images with and without masks: crops, which keep the traces in the pixels, and the paper's pipelines.</summary>
/// <example><code>
/// var pipeline = Transform.Train(224);
/// var robust = pipeline with { Name = "Robust", Steps = [new JpegReencode(), .. pipeline.Steps] };
/// var image = robust.Apply(ImageCodec.Read("/photos/a.jpg"), SeededRandom.For(17));
/// </code></example>
public static class Transform
{
    /// <summary>For training: random crop, horizontal flip, ImageNet normalization. Keeps the traces in the pixels.</summary>
    /// <param name="size">Side of the square input, in pixels.</param>
    /// <param name="ontoEdits">For localization: probability of a crop with an edited pixel, 0 to 1, see <see cref="RandomCrop"/>.</param>
    public static TransformPipeline Train(int size, double ontoEdits = 0) =>
        new("Train", [new RandomCrop(size, ontoEdits), new HorizontalFlip()], Normalization.ImageNet);

    /// <summary>
    /// For training on degraded images: <see cref="Train"/>, preceded by a random chain of scaling, compression, blur and noise. The chain
    /// works on a larger crop, so that the block grid of the compression has a random offset and a shrunken crop is still large enough.
    /// Evaluate with <see cref="Evaluation"/>. With masks, image and mask are scaled and cropped together.
    /// </summary>
    /// <param name="size">Side of the square input, in pixels.</param>
    /// <param name="degradation">The chain; null for its defaults.</param>
    /// <param name="ontoEdits">
    /// For localization: probability of placing each of the two crops on an edited pixel, 0 to 1, see <see cref="RandomCrop"/>.
    /// </param>
    public static TransformPipeline TrainDegraded(int size, RandomDegradation? degradation = null, double ontoEdits = 0)
    {
        const int GridOffset = 16;
        degradation ??= new();
        var smallest = degradation.Scale.Probability > 0 ? Math.Min(1, degradation.Scale.Minimum) : 1;
        var room = (int)Math.Ceiling((size + GridOffset) / smallest);
        return new(
            "TrainDegraded", [new RandomCrop(room, ontoEdits), degradation, new RandomCrop(size, ontoEdits), new HorizontalFlip()],
            Normalization.ImageNet);
    }

    /// <summary>As <see cref="Train"/>, with crops on the grid of 8 × 8 blocks, for networks that read a JPEG's blocks.</summary>
    /// <param name="size">Side of the square input, in pixels.</param>
    /// <param name="ontoEdits">For localization: probability of a crop around an edited pixel, 0 to 1, see <see cref="BlockCrop"/>.</param>
    public static TransformPipeline TrainOnBlocks(int size, double ontoEdits = 0) =>
        new("TrainOnBlocks", [new BlockCrop(size, ontoEdits), new HorizontalFlip()], Normalization.ImageNet);

    /// <summary>For validation and testing with <see cref="Train"/>: centre crop, ImageNet normalization.</summary>
    /// <param name="size">Side of the square input, in pixels.</param>
    public static TransformPipeline Evaluation(int size) => new("Evaluation", [new CentreCrop(size)], Normalization.ImageNet);

    /// <summary>
    /// The paper's training pipeline: resize to a square, flip, rotation, colour jitter. What appears to be the authors' code rotates with
    /// nearest-neighbour interpolation and does not normalise in training; here the rotation is bilinear and the normalization is
    /// ImageNet's.
    /// </summary>
    /// <param name="size">Side of the square input, in pixels; 224 in the paper.</param>
    public static TransformPipeline PaperTrain(int size = 224) => new(
        "PaperTrain",
        [
            new Resize(size, size), new HorizontalFlip(), new Rotation(10),
            new ColourJitter(Brightness: 0.2, Contrast: 0.2, Saturation: 0.2, Hue: 0.1),
        ],
        Normalization.ImageNet);

    /// <summary>
    /// The localization training pipeline of what appears to be the paper's code: resize to a square, flip, rotation; ImageNet
    /// normalization. There the masks are neither flipped nor rotated, in validation too:
    /// <see cref="TransformPipeline.WithMasksLeftBehind"/> replays that.
    /// </summary>
    /// <param name="size">Side of the square input, in pixels; 224 in the paper.</param>
    public static TransformPipeline PaperLocalizationTrain(int size = 224) =>
        new("PaperLocalizationTrain", [new Resize(size, size), new HorizontalFlip(), new Rotation(15)], Normalization.ImageNet);

    /// <summary>
    /// For validation and testing with <see cref="PaperTrain"/> and <see cref="PaperLocalizationTrain"/>: resize to a square.
    /// </summary>
    /// <param name="size">Side of the square input, in pixels; 224 in the paper.</param>
    public static TransformPipeline PaperEvaluation(int size = 224) =>
        new("PaperEvaluation", [new Resize(size, size)], Normalization.ImageNet);
}

namespace Telltale.Data.Transforms;

/// <summary>The named pipelines, for images alone and with masks: a pair that keeps the pixels' traces, and the paper's.</summary>
public static class Transform
{
    /// <summary>For training: a random crop, which leaves the traces in the pixels as they are, and a flip; ImageNet normalization.</summary>
    /// <param name="size">Side of the square the network sees, in pixels.</param>
    /// <param name="ontoEdits">Localization: how often a crop is steered onto an edited pixel, 0 to 1. Without masks it changes nothing.</param>
    public static TransformPipeline Train(int size, double ontoEdits = 0) =>
        new("Train", [new RandomCrop(size, ontoEdits), new HorizontalFlip()], Normalization.ImageNet);

    /// <summary>For validation and testing beside <see cref="Train"/>: the middle of the image; ImageNet normalization.</summary>
    /// <param name="size">Side of the square the network sees, in pixels.</param>
    public static TransformPipeline Evaluation(int size) => new("Evaluation", [new CentreCrop(size)], Normalization.ImageNet);

    /// <summary>
    /// For training as the paper's authors did: the whole image squeezed into a square, then flip, rotation and colour jitter. What
    /// appears to be their code turned by nearest neighbour and did not normalise in training; here the rotation is bilinear and the
    /// normalization is ImageNet's, so that replaying theirs is one change.
    /// </summary>
    /// <param name="size">Side of the square the network sees, in pixels; the paper's is 224.</param>
    public static TransformPipeline PaperTrain(int size = 224) => new(
        "PaperTrain",
        [new Resize(size, size), new HorizontalFlip(), new Rotation(10), new ColourJitter(Brightness: 0.2, Contrast: 0.2, Saturation: 0.2, Hue: 0.1)],
        Normalization.ImageNet);

    /// <summary>
    /// For training of localization as in what appears to be the paper's code: the whole image squeezed into a square, flip, rotation;
    /// ImageNet normalization. There the masks stayed behind: <see cref="TransformPipeline.WithMasksLeftBehind"/> replays that, and
    /// they used it for validation too.
    /// </summary>
    /// <param name="size">Side of the square the network sees, in pixels; the paper's is 224.</param>
    public static TransformPipeline PaperLocalizationTrain(int size = 224) =>
        new("PaperLocalizationTrain", [new Resize(size, size), new HorizontalFlip(), new Rotation(15)], Normalization.ImageNet);

    /// <summary>For validation and testing beside <see cref="PaperTrain"/> and <see cref="PaperLocalizationTrain"/>: the whole image squeezed into a square.</summary>
    /// <param name="size">Side of the square the network sees, in pixels; the paper's is 224.</param>
    public static TransformPipeline PaperEvaluation(int size = 224) => new("PaperEvaluation", [new Resize(size, size)], Normalization.ImageNet);
}

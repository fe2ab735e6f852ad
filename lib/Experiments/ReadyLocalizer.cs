using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Detectors;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Experiments;

/// <summary>A localizer that is ready to mark edited pixels: one from a file, or one that is trained when it is needed.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Model">Maps (1, 3, H, W) float32 to one logit per pixel; owned by the caller.</param>
/// <param name="Normalization">The normalization of its input.</param>
/// <param name="Tiles">How images are tiled.</param>
/// <param name="Threshold">The lowest score of an edited pixel.</param>
/// <param name="Note">What its masks are worth, in one sentence.</param>
internal sealed record ReadyLocalizer(
    string Name, nn.Module<Tensor, Tensor> Model, Normalization Normalization, TileOptions Tiles, Threshold Threshold, string Note)
{
    private const int Seed = 17;

    /// <summary>A localizer that was trained elsewhere.</summary>
    /// <param name="external">Its network.</param>
    public static ReadyLocalizer Of(ExternalDetector external) => new(
        Path.GetFileNameWithoutExtension(external.FilePath), external, external.Description.Normalization, external.Description.Tiles,
        Threshold.Fixed(0.5), ReadyDetector.FixedThreshold);

    /// <summary>Trains a small U-Net behind residuals, as notebook 5 does, with a threshold from the whole validation images.</summary>
    /// <param name="images">Edited and authentic images; as they are split, or 60, 20 and 20 %.</param>
    /// <param name="progress">Progress of the training; null for none.</param>
    /// <param name="cancellation">Stops after the current training step; calling again resumes.</param>
    public static ReadyLocalizer Trained(ImageCollection images, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var split = images.All(record => record.Split is not null) ? images.SplitAsNamed() : images.Split(Seed);
        var recipe = LocalizerRecipe.Of(Profile.Current) with
        {
            Network = UNetOptions.Small with { FrontEnd = new ResidualFrontEnd() },
        };
        var model = recipe.Fit(split.Train, split.Validation, Seed, cancellation, progress);
        var validation = new LocalizationDataset(split.Validation, recipe.Evaluation);
        var masks = StoredMasks.Of(model, validation, progress, cancellation);
        var threshold = ThresholdSweep.Of(MaskHistograms.Of(masks, "validation"), Averaging.PerImage with { EditedOnly = true })
            .Best(c => c.F1);
        return new($"trained on {images.Name}", model, validation.Transform.Normalization, new(), threshold,
            ReadyDetector.NoteOf(split.Train, images.Name, images.IsSimulated));
    }
}

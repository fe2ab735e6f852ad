using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Data.Transforms;
using Telltale.Models;
using Telltale.Training;

namespace Telltale.Experiments;

/// <summary>The recipes that the table of edits in docs/measured.md compares.</summary>
public static class LocalizerRecipes
{
    // As the forged training images are stored: otherwise an unedited regeneration could be told by its missing compression.
    private static readonly JpegReencode? Resaving = new ForgeOptions().Resaving;

    private static readonly FrontEnd Streams = new JoinedFrontEnd(new ResidualFrontEnd(), new SrmFrontEnd());

    /// <summary>
    /// A plain U-Net trained on spliced and authentic images, and each change to it alone: chains of degradation, streams beside RGB, a
    /// stream of block DCT, training on fully regenerated edits without and with unedited regenerations, an image-level loss, and finally
    /// all together.
    /// </summary>
    /// <param name="profile">Sizes and budget.</param>
    public static IReadOnlyList<LocalizerRecipe> Alone(Profile profile)
    {
        var plain = LocalizerRecipe.Of(profile) with { TrainOn = WithoutRegenerated };
        var chains = Transform.TrainDegraded(profile.Size, ontoEdits: 0.5);
        return
        [
            plain,
            plain with { Name = "chains", Training = chains },
            plain with { Name = "streams (residuals, SRM)", Network = plain.Network with { FrontEnd = Streams } },
            plain with
            {
                Name = "stream of block DCT", Network = plain.Network with { FrontEnd = new JoinedFrontEnd(new BlockDctFrontEnd()) },
                Training = Transform.TrainOnBlocks(profile.Size, ontoEdits: 0.5),
            },
            plain with { Name = "fully regenerated edits", TrainOn = null },
            plain with { Name = "fully regenerated edits, and unedited", TrainOn = WithUnedited },
            plain with { Name = "image-level loss", Loss = Losses.WithImageLevel(plain.Loss) },
            plain with
            {
                Name = "chains, streams, fully regenerated", Training = chains, Network = plain.Network with { FrontEnd = Streams },
                TrainOn = WithUnedited,
            },
        ];
    }

    private static ImageCollection WithoutRegenerated(ImageCollection images) =>
        images.Where(record => record.EditKind != EditKind.FullyRegenerated);

    private static ImageCollection WithUnedited(ImageCollection images)
    {
        var authentic = images.Where(record => !record.IsPositive);
        var regenerated = new[] { ForgingMethod.StableDiffusion2FullyRegenerated, ForgingMethod.StableDiffusionXlFullyRegenerated }
            .SelectMany(method => ForgedImages.Unedited(authentic, method, resaving: Resaving));
        return new($"{images.Name}, and unedited regenerations", images.Concat(regenerated)) { IsSimulated = true };
    }
}

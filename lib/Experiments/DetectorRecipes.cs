using Telltale.Data;
using Telltale.Data.Forging;
using Telltale.Data.Transforms;
using Telltale.Models;
using Telltale.Training;
using static TorchSharp.torch;

namespace Telltale.Experiments;

/// <summary>The recipes that notebook 9 and docs/measured.md compare.</summary>
public static class DetectorRecipes
{
    /// <summary>
    /// An ablation: RGB, then degradation, residuals, a radial spectrum, balanced sources and aligned formats, each added to the earlier
    /// ones. The paper proposes several of them as future work.
    /// </summary>
    /// <param name="profile">Sizes and budget; its network is the baseline's.</param>
    /// <param name="alignment">The format of both classes in the last recipe.</param>
    public static IReadOnlyList<DetectorRecipe> Ablation(Profile profile, FormatAlignment alignment)
    {
        ArgumentNullException.ThrowIfNull(alignment);
        var residuals = new ResidualFrontEnd();
        var rgb = DetectorRecipe.Of(profile) with { Name = "RGB" };
        var degraded = rgb with { Name = "+ degradation", Training = Transform.TrainDegraded(profile.Size) };
        var residual = degraded with
        {
            Name = "+ residuals", Input = "residuals", Network = DetectorRecipe.NetworkOf(profile, residuals),
        };
        var spectrum = residual with
        {
            Name = "+ radial spectrum", Input = "residuals with a radial spectrum",
            Network = DetectorRecipe.NetworkOf(profile, residuals, new RadialSpectrum()),
        };
        var balanced = spectrum with
        {
            Name = "+ balanced sources",
            Options = spectrum.Options with { Sampling = Sampling.BalancedSources },
        };
        return [rgb, degraded, residual, spectrum, balanced, Aligned(balanced, alignment) with { Name = "+ aligned format" }];
    }

    /// <summary>The baseline, and each cure added to it alone.</summary>
    /// <param name="profile">Sizes and budget.</param>
    /// <param name="alignment">The format of both classes in <c>aligned format</c>.</param>
    public static IReadOnlyList<DetectorRecipe> Alone(Profile profile, FormatAlignment alignment)
    {
        ArgumentNullException.ThrowIfNull(alignment);
        var rgb = DetectorRecipe.Of(profile) with { Name = "RGB" };
        DetectorRecipe With(string name, FrontEnd? frontEnd, SideBranch? side = null) =>
            rgb with
            {
                Name = name, Input = side is null ? name : $"RGB with {name}", Network = DetectorRecipe.NetworkOf(profile, frontEnd, side),
            };
        return
        [
            rgb,
            With("residuals", new ResidualFrontEnd()), With("NPR", new NprFrontEnd()), With("SRM", new SrmFrontEnd()),
            With("constrained convolution", new BayarFrontEnd()), With("radial spectrum", null, new RadialSpectrum()),
            With("block DCT", null, new BlockDct()),
            rgb with { Name = "degradation", Training = Transform.TrainDegraded(profile.Size) },
            Aligned(rgb, alignment) with { Name = "aligned format" },
            rgb with { Name = "balanced sources", Options = rgb.Options with { Sampling = Sampling.BalancedSources } },
            rgb with
            {
                Name = "aligned pairs (simulated reconstructions)",
                Options = rgb.Options with { Sampling = Sampling.Pairs },
                TrainOn = images => Reconstruction.Pairs(images.Where(record => !record.IsPositive)),
            },
            rgb with { Name = "focal loss", Loss = Losses.FocalCrossEntropy() },
            rgb with { Name = "texture-rich crops in testing", Crops = 8 },
            rgb with
            {
                Name = "non-negative last layer",
                Finish = (model, training, _) => RetrainLast(model, rgb, training, new() { NonNegative = true }),
            },
            rgb with
            {
                Name = "last layer on balanced groups",
                Finish = (model, _, validation) =>
                    RetrainLast(model, rgb, validation, new() { BalanceBy = image => $"{image.Label} {image.Source}" }),
            },
        ];
    }

    private static void RetrainLast(
        nn.Module<Tensor, Tensor> model, DetectorRecipe recipe, ImageCollection images, LastLayerOptions options)
    {
        var network = (DenseNet)model;
        LastLayer.Retrain(network, FrozenFeatures.Of(network, new DetectionDataset(images, recipe.Evaluation)), options);
    }

    private static DetectorRecipe Aligned(DetectorRecipe recipe, FormatAlignment alignment) => recipe with
    {
        Training = alignment.ApplyTo(recipe.Training), Evaluation = alignment.ApplyTo(recipe.Evaluation),
    };
}

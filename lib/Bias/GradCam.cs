using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Bias;

/// <summary>
/// Grad-CAM (Selvaraju et al., ICCV 2017) on the last feature maps of a network: the feature maps weighted by the mean gradient of the
/// log-odds of synthetic, summed, and clipped at 0. It has the resolution of these feature maps (one value per 32 × 32 pixels for
/// DenseNet121) and is upsampled bilinearly to the size of the image.
/// </summary>
public static class GradCam
{
    /// <summary>The map of one image.</summary>
    /// <param name="model">A model with two logits or one. Left in evaluation mode; its gradients are not changed.</param>
    /// <param name="record">The image.</param>
    /// <param name="transform">An evaluation transform, without randomness.</param>
    /// <returns>Values ≥ 0, in log-odds per mean activation; all 0 where there is no evidence for synthetic.</returns>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    /// <exception cref="ArgumentException">The image is too small for the model, or the model has more than two classes.</exception>
    public static AttributionMap Of<TNetwork>(TNetwork model, ImageRecord record, TransformPipeline transform)
        where TNetwork : nn.Module<Tensor, Tensor>, IHasFeatures
    {
        ArgumentNullException.ThrowIfNull(model);
        var view = NetworkView.Of(record, transform);
        var (width, height) = (view.Image.Width, view.Image.Height);
        model.eval();
        using var scope = NewDisposeScope();
        var image = tensor(view.Input, [1, 3, height, width]).to(ComputeDevice.Of(model));
        var activations = Activations(model, image);                              // (1, C, h, w)
        var (logits, gradients) = Gradients(model, activations, image);           // (1, 1 or 2), (1, C, h, w)
        using var noGradients = no_grad();
        var weights = gradients.mean([2, 3], keepdim: true);                      // (1, C, 1, 1)
        var coarse = weights.mul(activations).sum(1, keepdim: true).relu();       // (1, 1, h, w)
        var map = nn.functional.interpolate(coarse, [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
        return new("Grad-CAM", view, Predictor.Probabilities(logits)[0], map.cpu().data<float>().ToArray());
    }

    private static Tensor Activations(IHasFeatures model, Tensor input)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        return model.Features(input).to_type(ScalarType.Float32).relu().MoveToOuterDisposeScope();
    }

    private static (Tensor Logits, Tensor Gradients) Gradients(IHasFeatures model, Tensor activations, Tensor image)
    {
        using var withGradients = enable_grad();
        using var scope = NewDisposeScope();
        activations.requires_grad_(true);
        var logits = model.Classify(activations, image);
        // The log-odds of synthetic: second logit minus first.
        var logOdds = logits.shape[1] == 1 ? logits : logits.matmul(tensor(new float[] { -1, 1 }, [2, 1]).to(logits.device));
        var gradients = autograd.grad([logOdds.sum()], [activations])[0];
        return (logits.detach().MoveToOuterDisposeScope(), gradients.MoveToOuterDisposeScope());
    }
}

using Telltale.Evaluation;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Bias;

/// <summary>Scores variants of one image.</summary>
internal static class NetworkScorer
{
    private const int BatchSize = 32;

    /// <summary>The probability of synthetic for each input; tensors are disposed before it returns.</summary>
    /// <param name="model">Left in evaluation mode.</param>
    /// <param name="inputs">Each (3, H, W) float32 in row-major order, normalised.</param>
    /// <param name="width">W.</param>
    /// <param name="height">H.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    public static IReadOnlyList<double> Probabilities(
        nn.Module<Tensor, Tensor> model, IEnumerable<float[]> inputs, int width, int height, CancellationToken cancellation)
    {
        var (device, scores) = (ComputeDevice.Of(model), new List<double>());
        model.eval();
        using var noGradients = no_grad();
        foreach (var batch in inputs.Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var images = tensor(batch.SelectMany(input => input).ToArray(), [batch.Length, 3, height, width]).to(device);
            scores.AddRange(Predictor.Probabilities(model.forward(ChannelsLast.Of(images))));
        }
        return scores;
    }
}

using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>Training: steps are recorded on a tape, and the backward pass over it computes the gradients.</summary>
internal static class CpuTraining
{
    /// <summary>Computes the gradients of a loss and sets them on a network's parameters.</summary>
    /// <param name="network">In training mode.</param>
    /// <param name="images">(N, 3, H, W) float32.</param>
    /// <param name="backward">Computes the loss from the logits of the whole batch and calls <c>backward()</c> on it; called once.</param>
    public static void Run(CpuNetwork network, Tensor images, Action<Tensor> backward)
    {
        using var scope = NewDisposeScope();
        var tapes = BatchParts.Run(network.SplitsBatch, images, (part, place) => Run(network, part, place, backward));
        foreach (var (index, (parameter, gradient)) in tapes[0].Gradients.Index())
        {
            foreach (var tape in tapes.Skip(1))
            {
                using var other = tape.Gradients[index].Gradient;
                gradient.add_(other, KeptScalar.Of(1));
            }
            parameter.grad = gradient;
            gradient.Dispose();
        }
    }

    private static GradientTape Run(CpuNetwork network, Tensor images, SharedBatch.Part part, Action<Tensor> backward)
    {
        using var scope = NewDisposeScope();
        var tape = new GradientTape(part);
        var logits = network.Forward(images, new ForwardPass(tape));
        var all = part.Exchange(logits.Value);
        var first = all.Take(part.Index).Sum(before => before.size(0));
        var whole = part.Once(() => Gradient(cat(all), backward));
        logits.AddGradient(whole.narrow(0, first, images.size(0)));
        tape.Backward();
        part.Exchange(part.Index); // no part may free what another still reads
        return tape;
    }

    private static Tensor Gradient(Tensor logits, Action<Tensor> backward)
    {
        logits.requires_grad_(true);
        backward(logits);
        return logits.grad!;
    }
}

using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>Prediction: nothing is recorded, and every step frees or overwrites its input.</summary>
internal static class CpuPrediction
{
    /// <summary>A network's logits for a batch; the caller disposes them.</summary>
    public static Tensor Of(CpuNetwork network, Tensor images)
    {
        using var scope = NewDisposeScope();
        var logits = BatchParts.Run(network.SplitsBatch, images, (part, _) =>
        {
            using var noGradients = no_grad(); // this is a per-thread setting
            using var inner = NewDisposeScope();
            return network.Forward(part, new ForwardPass(null)).Value.DetachFromDisposeScope();
        });
        var whole = cat(logits);
        Array.ForEach(logits, part => part.Dispose());
        return whole.MoveToOuterDisposeScope();
    }
}

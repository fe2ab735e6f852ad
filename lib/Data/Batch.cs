using TorchSharp;

namespace Telltale.Data;

/// <summary>A batch of examples as tensors. Dispose it at the end of the step.</summary>
/// <param name="Inputs">(N, C, H, W) float32, normalised, channels-last in memory; owned by the batch.</param>
/// <param name="Targets">(N) or (N, 1, H, W) float32; 1 = synthetic or edited, −1 = ignored; owned by the batch.</param>
/// <param name="Indices">Positions of the examples in the dataset, in the order of the rows.</param>
public sealed record Batch(torch.Tensor Inputs, torch.Tensor Targets, IReadOnlyList<int> Indices) : IDisposable
{
    /// <summary>Number of examples.</summary>
    public int Count => Indices.Count;

    /// <summary>Moves the batch to a device; tensors that are replaced are freed.</summary>
    /// <param name="device">The model's device; null for no change.</param>
    public Batch To(torch.Device? device)
    {
        return device is null || Inputs.device.type == device.type ? this : this with { Inputs = Moved(Inputs), Targets = Moved(Targets) };

        // libtorch does not reuse freed pinned memory before the copy from it is complete.
        torch.Tensor Moved(torch.Tensor tensor) => tensor.to(device, disposeAfter: true, non_blocking: device.type == DeviceType.CUDA);
    }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }
}

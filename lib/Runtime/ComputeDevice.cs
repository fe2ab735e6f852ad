using TorchSharp;

namespace Telltale.Runtime;

/// <summary>Selects the device that tensors are computed on.</summary>
public static class ComputeDevice
{
    /// <summary>The first NVIDIA GPU if libtorch finds one, else the CPU.</summary>
    public static torch.Device Best => LibTorch.Load().HasCuda ? torch.CUDA : torch.CPU;

    /// <summary>The device that holds a module's parameters; the CPU for a module without parameters.</summary>
    /// <param name="module">A model.</param>
    public static torch.Device Of(torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.parameters().FirstOrDefault()?.device ?? torch.CPU;
    }
}

using System.Runtime.InteropServices;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Detectors;

/// <summary>
/// A network saved as TorchScript (<c>torch.jit.trace</c> or <c>torch.jit.script</c>, then <c>save</c>), run by the libtorch that is there.
/// Files of <c>torch.save</c> hold no network, only weights or Python objects, and are refused. So are the <c>.pt2</c> files of
/// <c>torch.export</c>: TorchSharp 0.107 reads those alone that AOTInductor compiled, which are machine code for one version of libtorch
/// and one kind of processor, and run as they are loaded.
/// </summary>
public sealed class TorchScriptDetector : ExternalDetector
{
    private readonly jit.ScriptModule<Tensor, Tensor> script;
    private readonly Device device;

    /// <summary>Loads a network and tries it on one grey image.</summary>
    /// <param name="path">The file; its description is the JSON file of the same name.</param>
    /// <param name="device">Where the network runs; null for <see cref="ComputeDevice.Best"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnusableFileException">As for <see cref="ExternalDetector.Load"/>.</exception>
    public TorchScriptDetector(string path, Device? device = null) : base(path)
    {
        this.device = device ?? ComputeDevice.Best;
        try
        {
            script = jit.load<Tensor, Tensor>(FilePath);
            script.eval();
            script.to(this.device);
        }
        catch (Exception error) when (error is ExternalException or InvalidOperationException or ArgumentException)
        {
            throw new UnusableFileException(FilePath, $"It is no TorchScript network ({error.Message.Split('\n')[0].TrimEnd('.', ' ')}).",
                "Save it with torch.jit.trace(model, example).save(path).", error);
        }
        Try();
    }

    private protected override Tensor Run(Tensor input)
    {
        try
        {
            return script.call(input.to(device));
        }
        catch (Exception error) when (error is ExternalException or InvalidOperationException or ArgumentException or InvalidCastException)
        {
            throw Refused(error);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            script?.Dispose();
        }
        base.Dispose(disposing);
    }
}

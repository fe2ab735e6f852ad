using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>A copy of a model's parameters and buffers, to undo a training that was cancelled.</summary>
internal sealed class InitialWeights : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> model;
    private readonly bool wasTraining;
    private readonly Dictionary<string, Tensor> copies;

    public InitialWeights(nn.Module<Tensor, Tensor> model)
    {
        using var noGradients = no_grad();
        (this.model, wasTraining) = (model, model.training);
        copies = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>Writes the copies into the model.</summary>
    public void Restore()
    {
        using var noGradients = no_grad();
        foreach (var (name, tensor) in model.state_dict())
        {
            tensor.copy_(copies[name]);
        }
        model.train(wasTraining);
    }

    public void Dispose()
    {
        foreach (var copy in copies.Values)
        {
            copy.Dispose();
        }
    }
}

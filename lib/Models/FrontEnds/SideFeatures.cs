using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>A <see cref="SideBranch"/> and the running statistics of its features.</summary>
internal sealed class SideFeatures : nn.Module<Tensor, Tensor>
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    private readonly SideBranch branch;

    // The names of these fields are keys of the state dictionary.
    internal readonly Tensor running_mean, running_var;

    public SideFeatures(SideBranch branch) : base(nameof(SideFeatures))
    {
        this.branch = branch;
        (running_mean, running_var) = (zeros(branch.Features), ones(branch.Features));
        RegisterComponents();
    }

    /// <summary>The normalised features of a batch, (N, 3, H, W) to (N, features).</summary>
    public override Tensor forward(Tensor input)
    {
        using var features = Of(input);
        return Normalize(features);
    }

    /// <summary>The features before normalization.</summary>
    public Tensor Of(Tensor images)
    {
        using var noGradients = no_grad();
        return branch.Apply(images);
    }

    /// <summary>Normalises the features of a whole batch; in training with its own statistics.</summary>
    public Tensor Normalize(Tensor features) => nn.functional.batch_norm(features, running_mean, running_var, null, null,
        training && features.size(0) > 1, Momentum, Epsilon); // one image has no variance
}

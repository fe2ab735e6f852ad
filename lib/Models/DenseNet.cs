using Telltale.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// DenseNet-BC (Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks, CVPR 2017). The keys of its
/// state dictionary are torchvision's, so public weights load unchanged.
/// </summary>
/// <example><code>
/// using var network = new DenseNet(DenseNetOptions.DenseNet121, seed: 17);
/// using var logits = network.forward(images); // (N, 3, 224, 224) to (N, 2)
/// </code></example>
public sealed partial class DenseNet : Module<Tensor, Tensor>, INetwork, IHasPrecision, IHasPublicWeights
{
    // The names of these fields are keys of the state dictionary.
    internal readonly Module<Tensor, Tensor>? frontend;
    private readonly Sequential features;
    internal readonly SideFeatures? side;
    internal readonly Linear classifier;

    /// <summary>Creates a network with torchvision's random initialisation.</summary>
    /// <param name="options">The architecture.</param>
    /// <param name="seed">The random weights depend on it and the options alone.</param>
    /// <exception cref="ArgumentException">A size below 1, or no block.</exception>
    public DenseNet(DenseNetOptions options, long seed = 17) : base(nameof(DenseNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        var (kernel, stride) = options.Stem switch { DenseNetStem.ImageNet => (7, 2), DenseNetStem.Half => (3, 2), _ => (3, 1) };
        var channels = options.InitialFeatures;
        frontend = options.FrontEnd?.Layer(seed);
        features = Sequential(
            ("conv0", new Convolution(options.StemChannels, channels, kernel, stride)), // (N, F, H/2, W/2); (N, F, H, W) with a full stem
            ("norm0", new BatchNormalization(channels)),
            ("relu0", ReLU(inplace: true)));
        if (options.Stem == DenseNetStem.ImageNet)
        {
            features.append("pool0", MaxPool2d(3, stride: 2, padding: 1)); // (N, F, H/4, W/4)
        }
        foreach (var (index, layers) in options.BlockSizes.Index())
        {
            if (index > 0)
            {
                features.append($"transition{index}", new Transition(channels, channels / 2));
                channels /= 2;
            }
            features.append($"denseblock{index + 1}", new DenseBlock(layers, channels, options.GrowthRate, options.BottleneckSize));
            channels += layers * options.GrowthRate;
        }
        features.append("norm5", new BatchNormalization(channels));
        side = options.SideBranch is null ? null : new SideFeatures(options.SideBranch);
        channels += options.SideBranch?.Features ?? 0;
        classifier = Linear(channels, options.Classes);
        RegisterComponents();
        HeInitialisation.Fill(this, seed, generator => // as torchvision: PyTorch's default weights for the classifier, zero bias
        {
            var bound = 1 / Math.Sqrt(channels);
            classifier.weight.uniform_(-bound, bound, generator);
            init.zeros_(classifier.bias!);
        });
    }

    /// <summary>The options it was created with.</summary>
    public DenseNetOptions Options { get; }

    /// <inheritdoc/>
    public string Architecture => Options.ToString();

    /// <inheritdoc/>
    public ImageNetWeights? PublicWeights => Options with { Classes = 2 } == DenseNetOptions.DenseNet121 ? new() : null;

    /// <inheritdoc/>
    public Precision Precision { get; set; }

    internal IEnumerable<(string Name, Module<Tensor, Tensor> Layer)> Layers =>
        features.named_children().Select(child => (child.name, (Module<Tensor, Tensor>)child.module));

    /// <inheritdoc/>
    public override string ToString() => Architecture;

    /// <summary>Computes the logits of a batch.</summary>
    /// <param name="input">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>(N, classes) float32 logits, unbounded; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">Another shape, or an image smaller than <see cref="DenseNetOptions.MinimumSize"/>.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return (Cpu.CpuPath.TryPredict(this, input) ?? classifier.forward(LastFeatures(input))).MoveToOuterDisposeScope();
    }

    /// <summary>The input of the first convolution: the images, filtered if there is a front end.</summary>
    internal Tensor Filtered(Tensor images)
    {
        Options.ThrowIfUnsuitable(images);
        return frontend?.forward(images) ?? images;
    }

    private Tensor Pooled(Tensor features, Tensor images)
    {
        var pooled = functional.relu(features).to_type(classifier.weight.dtype).mean([2, 3]); // (N, C)
        return side is null ? pooled : cat([pooled, side.forward(images)], 1);                // (N, C + side features)
    }

    private Tensor Run(Tensor images, List<Tensor>? levels)
    {
        using var scope = NewDisposeScope();
        var x = Filtered(images);
        foreach (var (name, layer) in Layers)
        {
            if (layer is Transition || name is "pool0" or "norm5")
            {
                levels?.Add(x.MoveToOuterDisposeScope());
            }
            x = layer.forward(x);
            x = name == "conv0" ? x.In(Precision) : x; // not before: bfloat16 would merge neighbouring grey levels of the image
        }
        return x.MoveToOuterDisposeScope();
    }
}

/// <summary>Layers that each read the outputs of all previous layers: (N, C, H, W) to (N, C + layers · k, H, W).</summary>
internal sealed class DenseBlock(int layers, int channels, int growth, int bottleneck) : Sequential(
    [.. Enumerable.Range(0, layers).Select(i => ($"denselayer{i + 1}", new DenseLayer(channels + i * growth, growth, bottleneck)))]);

/// <summary>A 1×1 bottleneck and a 3×3 convolution, each after batch norm and ReLU; appends k channels to its input.</summary>
internal sealed class DenseLayer : Module<Tensor, Tensor>
{
    internal readonly BatchNormalization norm1, norm2;
    internal readonly Convolution conv1, conv2;

    public DenseLayer(int channels, int growth, int bottleneck) : base(nameof(DenseLayer))
    {
        var narrow = bottleneck * growth;
        (norm1, conv1) = (new BatchNormalization(channels), new Convolution(channels, narrow, 1));
        (norm2, conv2) = (new BatchNormalization(narrow), new Convolution(narrow, growth, 3));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = conv1.forward(norm1.forward(input).relu_());  // (N, bottleneck · k, H, W)
        var added = conv2.forward(norm2.forward(narrow).relu_());  // (N, k, H, W)
        return cat([input, added], 1).MoveToOuterDisposeScope();   // (N, C + k, H, W)
    }
}

/// <summary>Halves the channels and the resolution between two blocks.</summary>
internal sealed class Transition : Module<Tensor, Tensor>
{
    internal readonly BatchNormalization norm;
    internal readonly Convolution conv;

    public Transition(int channels, int outputs) : base(nameof(Transition))
    {
        (norm, conv) = (new BatchNormalization(channels), new Convolution(channels, outputs, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = conv.forward(norm.forward(input).relu_());                        // (N, C/2, H, W)
        return functional.avg_pool2d(narrow, 2, stride: 2).MoveToOuterDisposeScope();  // (N, C/2, H/2, W/2)
    }
}

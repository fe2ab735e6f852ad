using Telltale.Models.Cpu;
using Telltale.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// DenseNet-BC (Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks, CVPR 2017). The keys of its
/// state dictionary are torchvision's, so public weights load unchanged.
/// </summary>
public sealed partial class DenseNet : Module<Tensor, Tensor>, IHasPrecision
{
    // The names of these fields are keys of the state dictionary.
    private readonly Sequential features;
    private readonly Linear classifier;

    // The modules of features, by what they do. A module that is a field of its own would be registered twice.
    private readonly (Convolution Stem, BatchNormalization StemNorm, BatchNormalization LastNorm) single;
    private readonly List<DenseBlock> blocks = [];
    private readonly List<Transition> transitions = [];

    /// <summary>Makes a network with torchvision's random initialisation.</summary>
    /// <param name="options">Its shape, for example <see cref="DenseNetOptions.DenseNet121"/>.</param>
    /// <param name="seed">The random weights are a function of it and the options alone.</param>
    /// <exception cref="ArgumentException">A size below 1, or no block.</exception>
    public DenseNet(DenseNetOptions options, long seed = 17) : base(nameof(DenseNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        var (kernel, stride) = options.Stem switch { DenseNetStem.ImageNet => (7, 2), DenseNetStem.Half => (3, 2), _ => (3, 1) };
        var stem = new Convolution(options.StemChannels, options.InitialFeatures, kernel, stride);
        var stemNorm = new BatchNormalization(options.InitialFeatures);
        features = Sequential(("conv0", stem), ("norm0", stemNorm), ("relu0", ReLU(inplace: true))); // (N, F, H/2, W/2) or (N, F, H, W)
        if (options.Stem == DenseNetStem.ImageNet)
        {
            features.append("pool0", MaxPool2d(3, stride: 2, padding: 1)); // (N, F, H/4, W/4)
        }
        var channels = options.InitialFeatures;
        for (var block = 1; block <= options.BlockSizes.Count; block++)
        {
            blocks.Add(new DenseBlock(options.BlockSizes[block - 1], channels, options.GrowthRate, options.BottleneckSize));
            features.append($"denseblock{block}", blocks[^1]);
            channels += options.BlockSizes[block - 1] * options.GrowthRate;
            if (block < options.BlockSizes.Count)
            {
                transitions.Add(new Transition(channels, channels / 2));
                features.append($"transition{block}", transitions[^1]);
                channels /= 2;
            }
        }
        single = (stem, stemNorm, new BatchNormalization(channels));
        features.append("norm5", single.LastNorm);
        classifier = Linear(channels, options.Classes);
        RegisterComponents();
        Initialise(seed);
    }

    /// <summary>The shape it was made with.</summary>
    public DenseNetOptions Options { get; }

    /// <inheritdoc/>
    public Precision Precision { get; set; }

    /// <summary>Its options: everything that defines the network but its weights.</summary>
    public override string ToString() => Options.ToString();

    /// <summary>Scores a batch.</summary>
    /// <param name="input">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>(N, classes) float32 logits, unbounded; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">Another shape, or an image too small to survive the poolings.</exception>
    public override Tensor forward(Tensor input)
    {
        if (ForwardPass.CanPredict(this, input))
        {
            return ForwardPass.Predict(this, input);
        }
        using var scope = NewDisposeScope();
        return Classify(Features(input)).MoveToOuterDisposeScope();
    }

    /// <summary>The last feature maps, after the last batch norm and before its ReLU, as torchvision's <c>features</c>.</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>(N, C, H / stride, W / stride); (N, 1024, H / 32, W / 32) for DenseNet121. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">Another shape, or an image too small to survive the poolings.</exception>
    public Tensor Features(Tensor images)
    {
        using var scope = NewDisposeScope();
        var x = Input(images);
        foreach (var module in features.children().Cast<Module<Tensor, Tensor>>())
        {
            x = Typed(module.forward(x));
        }
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>The output of each dense block, from fine to coarse: what a decoder or an attribution map reads.</summary>
    /// <param name="images">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>
    /// One (N, C, h, w) for each block; DenseNet121: 256, 512, 1024, 1024 channels at 1/4, 1/8, 1/16, 1/32. The caller disposes
    /// them.
    /// </returns>
    /// <exception cref="ArgumentException">Another shape, or an image too small to survive the poolings.</exception>
    public IReadOnlyList<Tensor> BlockOutputs(Tensor images)
    {
        using var scope = NewDisposeScope();
        return [.. Levels(images).TakeLast(Options.BlockSizes.Count).Select(output => output.MoveToOuterDisposeScope())];
    }

    /// <summary>The last map of each resolution, from fine to coarse: the stem's where it pools, then the output of each block.</summary>
    internal IReadOnlyList<Tensor> Levels(Tensor images)
    {
        using var scope = NewDisposeScope();
        var levels = new List<Tensor>();
        var x = Input(images);
        foreach (var (name, module) in features.named_children())
        {
            if (name is "pool0" or "norm5" || name.StartsWith("transition", StringComparison.Ordinal))
            {
                levels.Add(x);
            }
            x = name == "norm5" ? x : Typed(((Module<Tensor, Tensor>)module).forward(x));
        }
        return [.. levels.Select(level => level.MoveToOuterDisposeScope())];
    }

    /// <summary>From the last feature maps to logits.</summary>
    /// <param name="lastFeatures">What <see cref="Features"/> returns.</param>
    /// <returns>(N, classes) float32 logits; the caller disposes them.</returns>
    public Tensor Classify(Tensor lastFeatures)
    {
        using var scope = NewDisposeScope();
        var pooled = functional.relu(lastFeatures).to_type(classifier.weight.dtype).mean([2, 3]); // (N, C)
        return classifier.forward(pooled).MoveToOuterDisposeScope();
    }

    // The CPU has a faster way where precision matters for speed; what comes here wants gradients of single maps.
    private Tensor Typed(Tensor maps) => maps.device_type == DeviceType.CPU ? maps : maps.to_type(Precision.Type());

    private Tensor Input(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.size(1) != 3 || Math.Min(images.size(2), images.size(3)) < Options.MinimumSize)
        {
            throw new ArgumentException(
                $"{Options} wants (N, 3, H, W) with H and W at least {Options.MinimumSize}, not ({string.Join(", ", images.shape)}). "
                + "Resize or crop larger, or choose a stem that keeps more resolution.",
                nameof(images));
        }
        return Options.FrontEnd?.Apply(images) ?? images;
    }

    // As torchvision: He's normal initialisation for convolutions, PyTorch's default for the classifier but no bias.
    private void Initialise(long seed) => HeInitialisation.Fill(this, seed, generator =>
    {
        var bound = 1 / Math.Sqrt(classifier.in_features);
        classifier.weight.uniform_(-bound, bound, generator);
        init.zeros_(classifier.bias!);
    });
}

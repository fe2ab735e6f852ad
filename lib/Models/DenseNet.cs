using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// DenseNet-BC (Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks, CVPR 2017). The keys of its
/// state dictionary are torchvision's, so public weights load unchanged.
/// </summary>
public sealed class DenseNet : Module<Tensor, Tensor>
{
    // The names of these fields are keys of the state dictionary.
    private readonly Sequential features;
    private readonly Linear classifier;

    /// <summary>Makes a network with torchvision's random initialisation.</summary>
    /// <param name="options">Its shape, for example <see cref="DenseNetOptions.DenseNet121"/>.</param>
    /// <param name="seed">The random weights are a function of it and the options alone.</param>
    /// <exception cref="ArgumentException">A size below 1, or no block.</exception>
    public DenseNet(DenseNetOptions options, long seed = 17) : base(nameof(DenseNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        features = Stem(options);
        var channels = options.InitialFeatures;
        for (var block = 1; block <= options.BlockSizes.Count; block++)
        {
            var layers = options.BlockSizes[block - 1];
            features.append($"denseblock{block}", new DenseBlock(layers, channels, options.GrowthRate, options.BottleneckSize));
            channels += layers * options.GrowthRate;
            if (block < options.BlockSizes.Count)
            {
                features.append($"transition{block}", Transition(channels, channels / 2));
                channels /= 2;
            }
        }
        features.append("norm5", new BatchNormalization(channels));
        classifier = Linear(channels, options.Classes);
        RegisterComponents();
        Initialise(seed);
    }

    /// <summary>The shape it was made with.</summary>
    public DenseNetOptions Options { get; }

    /// <summary>Its options: everything that defines the network but its weights.</summary>
    public override string ToString() => Options.ToString();

    /// <summary>Scores a batch.</summary>
    /// <param name="input">(N, 3, H, W) float32, ImageNet-normalised.</param>
    /// <returns>(N, classes) float32 logits, unbounded; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">Another shape, or an image too small to survive the poolings.</exception>
    public override Tensor forward(Tensor input)
    {
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
        return features.forward(Input(images)).MoveToOuterDisposeScope();
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
            x = name == "norm5" ? x : ((Module<Tensor, Tensor>)module).forward(x);
        }
        return [.. levels.Select(level => level.MoveToOuterDisposeScope())];
    }

    /// <summary>From the last feature maps to logits.</summary>
    /// <param name="lastFeatures">What <see cref="Features"/> returns.</param>
    /// <returns>(N, classes) float32 logits; the caller disposes them.</returns>
    public Tensor Classify(Tensor lastFeatures)
    {
        using var scope = NewDisposeScope();
        var pooled = functional.relu(lastFeatures).mean([2, 3]); // (N, C)
        return classifier.forward(pooled).MoveToOuterDisposeScope();
    }

    private Tensor Input(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.shape[1] != 3 || Math.Min(images.shape[2], images.shape[3]) < Options.MinimumSize)
        {
            throw new ArgumentException(
                $"{Options} wants (N, 3, H, W) with H and W at least {Options.MinimumSize}, not ({string.Join(", ", images.shape)}). "
                + "Resize or crop larger, or choose a stem that keeps more resolution.",
                nameof(images));
        }
        return Options.FrontEnd?.Apply(images) ?? images;
    }

    private static Sequential Stem(DenseNetOptions options)
    {
        var (kernel, stride) = options.Stem switch { DenseNetStem.ImageNet => (7, 2), DenseNetStem.Half => (3, 2), _ => (3, 1) };
        var stem = Sequential(
            ("conv0", Conv2d(options.StemChannels, options.InitialFeatures, kernel, stride: stride, padding: kernel / 2, bias: false)),
            ("norm0", new BatchNormalization(options.InitialFeatures)),
            ("relu0", ReLU(inplace: true))); // (N, F, H/2, W/2) or (N, F, H, W)
        return options.Stem == DenseNetStem.ImageNet
            ? stem.append("pool0", MaxPool2d(3, stride: 2, padding: 1)) // (N, F, H/4, W/4)
            : stem;
    }

    private static Sequential Transition(int channels, int outputs) => Sequential(
        ("norm", new BatchNormalization(channels)),
        ("relu", ReLU(inplace: true)),
        ("conv", Conv2d(channels, outputs, 1, bias: false)), // (N, C/2, H, W)
        ("pool", AvgPool2d(2, stride: 2)));                  // (N, C/2, H/2, W/2)

    // As torchvision: He's normal initialisation for convolutions, PyTorch's default for the classifier but no bias.
    private void Initialise(long seed) => HeInitialisation.Fill(this, seed, generator =>
    {
        var bound = 1 / Math.Sqrt(classifier.in_features);
        classifier.weight.uniform_(-bound, bound, generator);
        init.zeros_(classifier.bias!);
    });
}

/// <summary>Layers each of which sees the outputs of all before it.</summary>
internal sealed class DenseBlock(int layers, int channels, int growthRate, int bottleneckSize) : Sequential(
    [.. Enumerable.Range(0, layers)
        .Select(i => ($"denselayer{i + 1}", new DenseLayer(channels + i * growthRate, growthRate, bottleneckSize)))]);

/// <summary>
/// A 1×1 bottleneck and a 3×3 convolution, each after batch norm and ReLU; adds <c>growthRate</c> channels to its input.
/// </summary>
internal sealed class DenseLayer : Module<Tensor, Tensor>
{
    private readonly BatchNormalization norm1, norm2;
    private readonly Conv2d conv1, conv2;

    public DenseLayer(int channels, int growthRate, int bottleneckSize) : base(nameof(DenseLayer))
    {
        norm1 = new BatchNormalization(channels);
        conv1 = Conv2d(channels, bottleneckSize * growthRate, 1, bias: false);
        norm2 = new BatchNormalization(bottleneckSize * growthRate);
        conv2 = Conv2d(bottleneckSize * growthRate, growthRate, 3, padding: 1, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = conv1.forward(norm1.forward(input).relu_());  // (N, 4k, H, W)
        var fresh = conv2.forward(norm2.forward(narrow).relu_());  // (N, k, H, W)
        return cat([input, fresh], 1).MoveToOuterDisposeScope();   // (N, C + k, H, W)
    }
}

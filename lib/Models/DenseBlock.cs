using Telltale.Models.Cpu;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>Layers each of which sees the outputs of all before it.</summary>
internal sealed class DenseBlock(int layers, int channels, int growthRate, int bottleneckSize) : Sequential(
    [.. Enumerable.Range(0, layers)
        .Select(i => ($"denselayer{i + 1}", new DenseLayer(channels + i * growthRate, growthRate, bottleneckSize)))])
{
    /// <summary>The block's input with the maps of all its layers behind it, (N, H, W, C + layers · k).</summary>
    public DenseMaps Extend(Activation input, ForwardPass pass)
    {
        var maps = new DenseMaps(input, channels + layers * growthRate, pass);
        foreach (var layer in children().Cast<DenseLayer>())
        {
            layer.Extend(maps, pass);
        }
        return maps;
    }
}

/// <summary>
/// A 1×1 bottleneck and a 3×3 convolution, each after batch norm and ReLU; adds <c>growthRate</c> channels to its input.
/// </summary>
internal sealed class DenseLayer : Module<Tensor, Tensor>
{
    private readonly BatchNormalization norm1, norm2;
    private readonly Convolution conv1, conv2;

    public DenseLayer(int channels, int growthRate, int bottleneckSize) : base(nameof(DenseLayer))
    {
        norm1 = new BatchNormalization(channels);
        conv1 = new Convolution(channels, bottleneckSize * growthRate, 1);
        norm2 = new BatchNormalization(bottleneckSize * growthRate);
        conv2 = new Convolution(bottleneckSize * growthRate, growthRate, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = conv1.forward(norm1.forward(input).relu_());  // (N, 4k, H, W)
        var fresh = conv2.forward(norm2.forward(narrow).relu_());  // (N, k, H, W)
        return cat([input, fresh], 1).MoveToOuterDisposeScope();   // (N, C + k, H, W)
    }

    /// <summary>The same, its own maps written behind those it read.</summary>
    public void Extend(DenseMaps maps, ForwardPass pass)
    {
        var narrow = pass.Rectify(pass.Convolve(maps.Rectify(norm1), conv1), norm2); // (N, H, W, 4k)
        maps.Append(pass.Convolve(narrow, conv2));                                    // (N, H, W, k)
    }
}

/// <summary>Between two blocks: half the channels and half the resolution.</summary>
internal sealed class Transition : Module<Tensor, Tensor>
{
    private readonly BatchNormalization norm;
    private readonly Convolution conv;

    public Transition(int channels, int outputs) : base(nameof(Transition))
    {
        norm = new BatchNormalization(channels);
        conv = new Convolution(channels, outputs, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = conv.forward(norm.forward(input).relu_());                                // (N, C/2, H, W)
        return functional.avg_pool2d(narrow, 2, stride: 2).MoveToOuterDisposeScope();          // (N, C/2, H/2, W/2)
    }

    /// <summary>The same, but pools first: a mean and a 1×1 convolution may change places, and then it convolves a quarter of the pixels.</summary>
    public Activation Forward(DenseMaps maps, ForwardPass pass)
    {
        var pooled = pass.ApplyAgain(maps.Rectify(norm), wide => ForwardPass.PixelsFirst(functional.avg_pool2d(ForwardPass.ChannelsFirst(wide), 2, stride: 2)));
        return pass.Convolve(pooled, conv);
    }
}

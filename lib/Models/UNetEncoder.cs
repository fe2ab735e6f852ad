using Telltale.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>The contracting path of a <see cref="UNet"/>: one feature map per resolution, each half the size of the previous.</summary>
internal abstract class UNetEncoder(string name) : Module<Tensor, Precision, IReadOnlyList<Tensor>>(name)
{
    /// <summary>Channels of the feature maps, from full resolution to the coarsest.</summary>
    public abstract IReadOnlyList<int> Channels { get; }
}

/// <summary>The paper's encoder: double convolutions with max pooling between them.</summary>
internal sealed class PlainEncoder : UNetEncoder
{
    private const int Levels = 5;

    internal readonly Module<Tensor, Tensor>? frontend;
    internal readonly ModuleList<DoubleConvolution> levels = [];

    public PlainEncoder(UNetOptions options, long seed) : base(nameof(PlainEncoder))
    {
        frontend = options.FrontEnd?.Layer(seed);
        Channels = [.. Enumerable.Range(0, Levels).Select(level => options.BaseWidth << level)];
        for (var level = 0; level < Levels; level++)
        {
            levels.append(new DoubleConvolution(level == 0 ? options.InputChannels : Channels[level - 1], Channels[level]));
        }
        RegisterComponents();
    }

    public override IReadOnlyList<int> Channels { get; }

    public override IReadOnlyList<Tensor> forward(Tensor input, Precision precision)
    {
        using var scope = NewDisposeScope();
        List<Tensor> maps = [levels[0].ForwardImage(frontend?.forward(input) ?? input, precision)];
        foreach (var level in levels.Skip(1))
        {
            maps.Add(level.forward(functional.max_pool2d(maps[^1], 2)));
        }
        return [.. maps.Select(map => map.MoveToOuterDisposeScope())];
    }
}

/// <summary>
/// A DenseNet whose feature maps are taken before each pooling. Where its stem reduces the resolution, which loses the traces of single
/// pixels, a double convolution of the image provides the feature map at full resolution.
/// </summary>
internal sealed class DenseNetEncoder : UNetEncoder
{
    private readonly DenseNet densenet;
    private readonly DoubleConvolution? pixels;

    public DenseNetEncoder(UNetOptions options, long seed) : base(nameof(DenseNetEncoder))
    {
        densenet = new DenseNet(options.Encoder!, seed);
        pixels = densenet.Options.StemStride == 1 ? null : new DoubleConvolution(options.InputChannels, options.BaseWidth);
        IEnumerable<int> finest = pixels is null ? [] : [options.BaseWidth];
        Channels = [.. finest, .. densenet.Options.LevelChannels];
        RegisterComponents();
    }

    public DenseNet Network => densenet;

    public override IReadOnlyList<int> Channels { get; }

    public override IReadOnlyList<Tensor> forward(Tensor input, Precision precision)
    {
        using var scope = NewDisposeScope();
        densenet.Precision = precision;
        var coarser = densenet.Levels(input);
        IEnumerable<Tensor> finest = pixels is null ? [] : [pixels.ForwardImage(densenet.Filtered(input), precision)];
        return [.. finest.Concat(coarser).Select(map => map.MoveToOuterDisposeScope())];
    }
}

using Telltale.Models.Cpu;
using Telltale.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>The contracting path of a <see cref="UNet"/>: images (N, 3, H, W) to one map for each resolution, each half of the one before.</summary>
internal abstract class UNetEncoder(string name) : Module<Tensor, IReadOnlyList<Tensor>>(name)
{
    /// <summary>Channels of the maps, from full resolution to the coarsest.</summary>
    public abstract IReadOnlyList<int> Channels { get; }
}

/// <summary>The paper's: double convolutions with max pooling between them.</summary>
internal sealed class PlainEncoder : UNetEncoder
{
    private const int Levels = 5;

    private readonly ModuleList<DoubleConvolution> levels = [];
    private readonly ResidualFrontEnd? frontEnd;

    public PlainEncoder(UNetOptions options) : base(nameof(PlainEncoder))
    {
        frontEnd = options.Input;
        Channels = [.. Enumerable.Range(0, Levels).Select(level => options.BaseWidth << level)];
        for (var level = 0; level < Levels; level++)
        {
            levels.append(new DoubleConvolution(level == 0 ? options.InputChannels : Channels[level - 1], Channels[level]));
        }
        RegisterComponents();
    }

    public override IReadOnlyList<int> Channels { get; }

    public override IReadOnlyList<Tensor> forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        List<Tensor> maps = [levels[0].forward(frontEnd?.Apply(input) ?? input)];
        foreach (var level in levels.Skip(1))
        {
            maps.Add(level.forward(functional.max_pool2d(maps[^1], 2)));
        }
        return [.. maps.Select(map => map.MoveToOuterDisposeScope())];
    }

    /// <summary>The same, each map (N, H, W, C).</summary>
    public IReadOnlyList<Activation> Forward(Tensor images, Precision precision, ForwardPass pass)
    {
        var input = new Activation(ForwardPass.PixelsFirst(frontEnd?.Apply(images) ?? images), needsGradient: false);
        List<Activation> maps = [levels[0].Forward(input, precision, pass)];
        foreach (var level in levels.Skip(1))
        {
            maps[^1].IsKept = true;
            var half = pass.ApplyAgain(maps[^1], map => ForwardPass.PixelsFirst(functional.max_pool2d(ForwardPass.ChannelsFirst(map), 2)));
            maps.Add(level.Forward(half, pass));
        }
        return maps;
    }
}

/// <summary>
/// A DenseNet, read before each of its poolings. Where its stem halves the resolution at once, a double convolution of the image
/// itself gives the map at full resolution: the traces of single pixels are gone after the stem.
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

    public override IReadOnlyList<Tensor> forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var coarser = densenet.Levels(input);
        IEnumerable<Tensor> finest = pixels is null ? [] : [pixels.forward(densenet.Options.FrontEnd?.Apply(input) ?? input)];
        return [.. finest.Concat(coarser).Select(map => map.MoveToOuterDisposeScope())];
    }
}

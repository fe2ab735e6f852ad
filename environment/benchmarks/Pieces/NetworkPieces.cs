using BenchmarkDotNet.Attributes;
using Telltale.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Telltale.Benchmarks.Pieces;

/// <summary>The operations of a dense layer, at the size of DenseNet121's first block (batch 16, 128 px), channels-last.</summary>
public class NetworkPieces
{
    private BatchNorm2d norm = null!;
    private Conv2d narrow = null!;
    private Conv2d wide = null!;
    private Tensor maps = null!;
    private Tensor bottleneck = null!;
    private Tensor fresh = null!;

    [Params(ScalarType.Float32, ScalarType.BFloat16)]
    public ScalarType Type { get; set; }

    [GlobalSetup]
    public void Make()
    {
        LibTorch.Load();
        norm = nn.BatchNorm2d(256, dtype: Type);
        narrow = nn.Conv2d(256, 128, 1, bias: false, dtype: Type);
        wide = nn.Conv2d(128, 32, 3, padding: 1, bias: false, dtype: Type);
        (maps, bottleneck, fresh) = (Maps(256), Maps(128), Maps(32));
    }

    [Benchmark]
    public void BatchNormAndReluInTraining() => Forward(() => norm.forward(maps).relu_());

    [Benchmark]
    public void Convolution1x1() => Forward(() => narrow.forward(maps));

    [Benchmark]
    public void Convolution3x3() => Forward(() => wide.forward(bottleneck));

    [Benchmark]
    public void Concatenation() => Forward(() => cat([maps, fresh], 1));

    private Tensor Maps(int channels) => randn(16, 32, 32, channels).to_type(Type).permute(0, 3, 1, 2);

    private static void Forward(Func<Tensor> piece)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        piece();
    }
}

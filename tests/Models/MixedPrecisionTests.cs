using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Tests.Data;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

/// <summary>Every path of a network honours its precision or refuses it.</summary>
public sealed class MixedPrecisionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly List<nn.Module> networks = [];

    public static TheoryData<string> Networks => ["DenseNet", "U-Net", "U-Net with a DenseNet"];

    public void Dispose()
    {
        networks.ForEach(network => network.Dispose());
        scope.Dispose();
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_autograd_path_rounds_to_bfloat16_and_returns_float32(string name)
    {
        var (precise, rounded) = (Network(name), Network(name));
        ((IHasPrecision)rounded).Precision = Precision.BFloat16;
        var images = ParameterFormula.Images("precision", 4, 3, 32, 48);
        var (expected, actual) = (precise.forward(images), rounded.forward(images)); // in training mode, with gradients
        Assert.Equal(ScalarType.Float32, actual.dtype);
        Assert.InRange((expected - actual).norm().item<float>() / expected.norm().item<float>(), 1e-6f, 0.2f);
        actual.sum().backward();
        Assert.All(rounded.parameters().Where(parameter => parameter.grad is not null),
            parameter => Assert.Equal(ScalarType.Float32, parameter.grad!.dtype));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Predictions_with_and_without_gradients_agree_in_bfloat16(string name)
    {
        var network = Network(name);
        ((IHasPrecision)network).Precision = Precision.BFloat16;
        network.eval();
        var images = ParameterFormula.Images("precision", 4, 3, 32, 48);
        var recorded = network.forward(images).detach();
        using var noGradients = no_grad();
        Assert.InRange((recorded - network.forward(images)).norm().item<float>() / recorded.norm().item<float>(), 0f, 0.05f);
    }

    [Fact]
    public void Feature_maps_of_a_DenseNet_have_its_precision()
    {
        var network = (DenseNet)Network("DenseNet");
        network.Precision = Precision.BFloat16;
        Assert.Equal(ScalarType.BFloat16, network.Features(rand(1, 3, 32, 32)).dtype);
    }

    [Fact]
    public void A_network_without_IHasPrecision_trains_in_float32_only()
    {
        using var folder = new TemporaryFolder();
        ImageRecord[] records = [new(folder.Put("a.png", ImageCodec.EncodePng(new RgbImage(8, 8))), ImageLabel.Real, "a")];
        var images = new DetectionDataset(new ImageCollection("images", records), Transform.Evaluation(8));
        var refusal = Assert.Throws<ArgumentException>(() => Trainer.Fit(
            new Plain(), images, images, Losses.CrossEntropy,
            new() { Precision = Precision.BFloat16, Metric = ValidationMetric.Accuracy }, folder: folder.Root));
        Assert.Contains("Plain can only train in float32", refusal.Message, StringComparison.Ordinal);
    }

    private nn.Module<Tensor, Tensor> Network(string name)
    {
        var small = DenseNetOptions.DenseNetSmall with { FrontEnd = new ResidualFrontEnd() };
        nn.Module<Tensor, Tensor> network = name switch
        {
            "DenseNet" => new DenseNet(small),
            "U-Net" => new UNet(new() { BaseWidth = 8 }),
            _ => new UNet(new() { BaseWidth = 8, Encoder = small }),
        };
        ParameterFormula.Fill(network, awayFromKinks: true);
        networks.Add(network);
        return network;
    }

    private sealed class Plain() : nn.Module<Tensor, Tensor>(nameof(Plain)), INetwork
    {
        public string Architecture => "plain";

        public override Tensor forward(Tensor input) => input.mean([2, 3]).narrow(1, 0, 2);
    }
}

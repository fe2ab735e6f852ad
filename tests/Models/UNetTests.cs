using Telltale.Evaluation;
using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

public sealed class UNetTests : IDisposable
{
    private static readonly UNetOptions Tiny = new() { BaseWidth = 4 };

    private static readonly UNetOptions TinyDense = Tiny with
    {
        Encoder = new() { GrowthRate = 6, BlockSizes = [2, 3, 2], InitialFeatures = 8, BottleneckSize = 2 },
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string, string> Kinds =>
        new() { { "plain", "encoder.levels.0.conv1.weight" }, { "dense", "encoder.densenet.features.conv0.weight" } };

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_papers_network_has_the_known_number_of_parameters()
    {
        using var model = new UNet(UNetOptions.Paper);
        Assert.Equal(31_037_633, model.parameters().Sum(parameter => parameter.NumberOfElements));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Logits_of_sides_that_are_no_multiple_of_16_agree_with_PyTorch(string kind, string _)
    {
        using var reference = ReferenceTensors.Read("unet.safetensors");
        using var model = Filled(kind, awayFromKinks: false);
        model.eval();
        using var noGradients = no_grad();
        ReferenceTensors.AssertClose(
            reference.Tensors[$"{kind}.logits"], model.forward(ParameterFormula.Images("evaluation", 2, 3, 40, 23)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Gradient_of_the_first_convolution_agrees_with_PyTorch(string kind, string first)
    {
        using var reference = ReferenceTensors.Read("unet.safetensors");
        using var model = Filled(kind, awayFromKinks: true);
        model.train();
        var masks = ParameterFormula.Images("masks", 4, 1, 32, 48).gt(1).to_type(ScalarType.Float32);
        var loss = nn.functional.binary_cross_entropy_with_logits(model.forward(ParameterFormula.Images("training", 4, 3, 32, 48)), masks);
        loss.backward();
        ReferenceTensors.AssertClose(reference.Tensors[$"{kind}.loss"], loss);
        ReferenceTensors.AssertClose(reference.Tensors[$"{kind}.gradient"], model.get_parameter(first)!.grad!);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 17)]
    [InlineData(16, 16)]
    [InlineData(33, 50)]
    public void Logits_have_the_size_of_the_image(long height, long width)
    {
        foreach (var options in new[] { Tiny, TinyDense, Tiny with { FrontEnd = new ResidualFrontEnd() },
            Tiny with { Encoder = DenseNetOptions.DenseNetSmall with { FrontEnd = new ResidualFrontEnd() } } })
        {
            using var model = new UNet(options);
            model.eval();
            Assert.Equal([2, 1, height, width], model.forward(randn(2, 3, height, width)).shape);
        }
    }

    [Theory]
    [InlineData(DenseNetStem.ImageNet)]
    [InlineData(DenseNetStem.Half)]
    [InlineData(DenseNetStem.Full)]
    public void Every_stem_can_encode_and_the_encoder_is_the_DenseNet_itself(DenseNetStem stem)
    {
        var dense = DenseNetOptions.DenseNetSmall with { Stem = stem };
        using var model = new UNet(Tiny with { Encoder = dense });
        using var other = new DenseNet(dense, seed: 5);
        Weights.Assign(model.DenseNet!, other.state_dict(), "another DenseNet");
        var images = randn(1, 3, 32, 32);
        Assert.Equal(other.BlockOutputs(images)[^1].data<float>(), model.DenseNet!.BlockOutputs(images)[^1].data<float>());
        Assert.Equal([1, 1, 32, 32], model.forward(images).shape);
    }

    [Theory]
    [InlineData(false, 94)]
    [InlineData(true, 95)]
    public void A_block_of_16_depends_on_the_pixels_within_its_receptive_field_and_no_others(bool residuals, int right)
    {
        using var model = WithEveryUnitOn(new() { BaseWidth = 2, FrontEnd = residuals ? new ResidualFrontEnd(1e8) : null });
        using var noGradients = no_grad();
        var image = rand(1, 3, 1, 256, dtype: float64).expand(1, 3, 16, 256).contiguous();
        var (far, leftmost, rightmost) = (image + 1, image.clone(), image.clone());
        far[.., .., .., (112 - 94)..(128 + right)] = image[.., .., .., (112 - 94)..(128 + right)];
        leftmost[.., .., .., 112 - 94] += residuals ? -1e6 : 1e6; // large enough, even after the residuals, to win every pooling
        rightmost[.., .., .., 127 + right] += 1e6;
        double[] Block(Tensor images) => model.forward(images)[0, 0, 0, 112..128].contiguous().data<double>().ToArray();
        var block = Block(image);
        Assert.Equal(block, Block(far));
        Assert.NotEqual(block, Block(leftmost));
        Assert.NotEqual(block, Block(rightmost));
    }

    [Fact]
    public void Weights_have_He_initialisation_and_depend_on_the_seed_only()
    {
        using var model = new UNet(UNetOptions.Small);
        using var again = new UNet(UNetOptions.Small);
        using var other = new UNet(UNetOptions.Small, seed: 18);
        Assert.All(model.state_dict(), pair => Assert.True(pair.Value.equal(again.state_dict()[pair.Key]).all().item<bool>(), pair.Key));
        Assert.False(model.get_parameter("head.weight")!.equal(other.get_parameter("head.weight")!).all().item<bool>());
        var convolution = model.get_parameter("encoder.levels.4.conv2.weight")!;
        Assert.Equal(Math.Sqrt(2.0 / (9 * 256)), convolution.std().item<float>(), 1e-3);
        var transposed = model.get_parameter("upsampling.3.weight")!;
        Assert.Equal(Math.Sqrt(2.0 / 256), transposed.std().item<float>(), 1e-3);
        Assert.Equal(0, model.get_parameter("head.bias")!.abs().max().item<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_the_logits_stay_in_memory(bool training)
    {
        foreach (var options in new[] { Tiny with { FrontEnd = new ResidualFrontEnd() }, TinyDense })
        {
            using var model = new UNet(options);
            model.train(training);
            using var images = rand(2, 3, 40, 40);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using var logits = model.forward(images);
            Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    [Fact]
    public void Options_are_equal_when_they_describe_the_same_network()
    {
        Assert.Equal("UNet(base 64, input RGB, encoder plain)", UNetOptions.Paper.ToString());
        Assert.Equal(TinyDense, TinyDense with { Encoder = TinyDense.Encoder! with { BlockSizes = new List<int> { 2, 3, 2 } } });
        Assert.NotEqual(Tiny, TinyDense);
        Assert.NotEqual(Tiny, Tiny with { FrontEnd = new ResidualFrontEnd() });
        Assert.Throws<ArgumentException>(() => new UNet(new() { BaseWidth = 0 }));
        Assert.Throws<ArgumentException>(() => new UNet(TinyDense with { FrontEnd = new ResidualFrontEnd() }));
        Assert.Throws<ArgumentException>(() => new UNet(Tiny).forward(rand(1, 1, 64, 64)));
    }

    /// <summary>Positive weights that keep the scale, and batch norms that keep activations above 0: no path is cut or cancelled.</summary>
    private static UNet WithEveryUnitOn(UNetOptions options)
    {
        var model = new UNet(options);
        model.eval();
        model.to(float64); // after 18 convolutions the outermost pixel has the weight 3^-18
        using var noGradients = no_grad();
        foreach (var parameter in model.parameters())
        {
            parameter.fill_(parameter.dim() == 4 ? 1.0 / parameter[0].numel() : 1);
        }
        return model;
    }

    private static UNet Filled(string kind, bool awayFromKinks)
    {
        var model = new UNet(kind == "plain" ? Tiny : TinyDense);
        ParameterFormula.Fill(model, awayFromKinks);
        return model;
    }
}

using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

public sealed class DenseNetTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1000, 7_978_856)]
    [InlineData(2, 6_955_906)]
    public void DenseNet121_has_the_papers_number_of_parameters(int classes, long parameters)
    {
        using var model = new DenseNet(DenseNetOptions.DenseNet121 with { Classes = classes });
        Assert.Equal(parameters, model.parameters().Sum(parameter => parameter.NumberOfElements));
    }

    [Fact]
    public void State_keys_and_shapes_are_torchvisions()
    {
        using var model = new DenseNet(DenseNetOptions.DenseNet121 with { Classes = 1000 });
        var keys = model.state_dict().Select(pair => $"{pair.Key} {string.Join(',', pair.Value.shape)}").Order(StringComparer.Ordinal);
        Assert.Equal(File.ReadLines(ReferenceTensors.Fixture("densenet121.keys.txt")), keys);
    }

    [Fact]
    public void Logits_and_block_outputs_agree_with_torchvision()
    {
        using var reference = ReferenceTensors.Read("densenet121.safetensors");
        using var model = Filled(awayFromKinks: false);
        model.eval();
        using var _ = no_grad();
        var images = ParameterFormula.Images("evaluation", 2, 3, 64, 32);
        ReferenceTensors.AssertClose(reference.Tensors["logits"], model.forward(images));
        var blocks = model.BlockOutputs(images);
        Assert.Equal(4, blocks.Count);
        for (var block = 1; block <= 4; block++)
        {
            ReferenceTensors.AssertClose(reference.Tensors[$"block{block}"], blocks[block - 1]);
        }
        Assert.Equal([2, 1024, 2, 1], model.Features(images).shape);
        ReferenceTensors.AssertClose(reference.Tensors["logits"], model.Classify(model.Features(images), images));
    }

    [Fact]
    public void Gradient_of_the_first_convolution_agrees_with_torchvision()
    {
        using var reference = ReferenceTensors.Read("densenet121.safetensors");
        using var model = Filled(awayFromKinks: true);
        model.train();
        var logits = model.forward(ParameterFormula.Images("training", 8, 3, 64, 32));
        var loss = nn.functional.cross_entropy(logits, arange(8, dtype: int64) * 37 % 1000);
        loss.backward();
        ReferenceTensors.AssertClose(reference.Tensors["loss"], loss);
        ReferenceTensors.AssertClose(
            reference.Tensors["gradient.features.conv0.weight"], model.get_parameter("features.conv0.weight")!.grad!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_returned_tensors_stay_in_memory(bool training)
    {
        using var model = new DenseNet(DenseNetOptions.DenseNetSmall with { FrontEnd = new ResidualFrontEnd() });
        model.train(training);
        using var images = rand(2, 3, 32, 32);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (model.forward(images))
        {
            Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
        var blocks = model.BlockOutputs(images);
        Assert.Equal(before + 3, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        foreach (var block in blocks)
        {
            block.Dispose();
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Weights_are_initialised_as_by_torchvision_and_depend_on_the_seed_only()
    {
        manual_seed(5);
        using var model = new DenseNet(DenseNetOptions.DenseNetSmall);
        manual_seed(5);
        using var again = new DenseNet(DenseNetOptions.DenseNetSmall);
        Assert.All(model.state_dict(),
            pair => Assert.Equal(pair.Value.to(float64).data<double>(), again.state_dict()[pair.Key].to(float64).data<double>()));
        var convolution = model.get_parameter("features.denseblock2.denselayer3.conv1.weight")!; // fan-in: its channels
        Assert.Equal(Math.Sqrt(2.0 / convolution.shape[1]), convolution.std().item<float>(), 0.02);
        Assert.Equal(0, model.get_parameter("classifier.bias")!.abs().max().item<float>());
        Assert.Equal(1, model.get_parameter("features.norm0.weight")!.min().item<float>());
    }

    [Theory]
    [InlineData(DenseNetStem.ImageNet, 16)]
    [InlineData(DenseNetStem.Half, 32)]
    [InlineData(DenseNetStem.Full, 64)]
    public void The_stem_sets_the_resolution_of_the_blocks(DenseNetStem stem, long resolution)
    {
        var options = DenseNetOptions.DenseNetSmall with { Stem = stem, Classes = 5, FrontEnd = new ResidualFrontEnd() };
        using var model = new DenseNet(options);
        var blocks = model.BlockOutputs(rand(2, 3, 64, 64));
        Assert.Equal([resolution, resolution / 2, resolution / 4], blocks.Select(block => block.shape[2]));
        Assert.Equal([2, 5], model.forward(rand(2, 3, options.MinimumSize, options.MinimumSize)).shape);
        var refusal = Assert.Throws<ArgumentException>(() => model.forward(rand(1, 3, options.MinimumSize - 1, 64)));
        Assert.Contains(
            $"at least {options.MinimumSize}, not (1, 3, {options.MinimumSize - 1}, 64)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_equal_when_they_describe_the_same_network()
    {
        Assert.Equal(
            "DenseNet(growth 32, blocks 6-12-24-16, initial 64, bottleneck 4, classes 2, stem ImageNet, input RGB)",
            DenseNetOptions.DenseNet121.ToString());
        Assert.Equal(DenseNetOptions.DenseNet121, DenseNetOptions.DenseNet121 with { BlockSizes = new List<int> { 6, 12, 24, 16 } });
        Assert.NotEqual(DenseNetOptions.DenseNet121, DenseNetOptions.DenseNet121 with { FrontEnd = new ResidualFrontEnd() });
        Assert.NotEqual(DenseNetOptions.DenseNet121 with { FrontEnd = new ResidualFrontEnd(4) },
            DenseNetOptions.DenseNet121 with { FrontEnd = new ResidualFrontEnd() });
        Assert.Equal(29, DenseNetOptions.DenseNet121.MinimumSize);
        Assert.Throws<ArgumentException>(() => new DenseNet(DenseNetOptions.DenseNet121 with { GrowthRate = 0 }));
        Assert.Throws<ArgumentException>(() => new DenseNet(DenseNetOptions.DenseNet121 with { BlockSizes = [] }));
    }

    [Fact]
    public void Grey_images_are_refused_and_the_message_names_the_shape()
    {
        using var model = new DenseNet(DenseNetOptions.DenseNetSmall);
        Assert.Contains("not (1, 1, 64, 64)",
            Assert.Throws<ArgumentException>(() => model.forward(rand(1, 1, 64, 64))).Message, StringComparison.Ordinal);
    }

    private static DenseNet Filled(bool awayFromKinks)
    {
        var model = new DenseNet(DenseNetOptions.DenseNet121 with { Classes = 1000 });
        ParameterFormula.Fill(model, awayFromKinks);
        return model;
    }
}

using System.Runtime.ExceptionServices;
using Telltale.Models;
using Telltale.Models.Cpu;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.Cpu;

/// <summary>The CPU path against autograd.</summary>
[Collection("alone")] // it changes the number of threads
public sealed class FusedNetworkTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly List<nn.Module> networks = [];

    public void Dispose()
    {
        networks.ForEach(network => network.Dispose());
        scope.Dispose();
    }

    public static TheoryData<string> Networks =>
        [
        "DenseNet121", "small, residuals, half stem", "full stem, odd widths", "constrained, radial spectrum", "SRM, block DCT",
        "U-Net", "U-Net, residuals, padded", "U-Net, constrained",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradients_agree_with_autograd(string name)
    {
        var (plain, fused, images) = (Network(name), Network(name), Images(name));
        var (expected, actual) = (Plain(plain, images), Fused(fused, images));
        AssertClose("logits", expected, actual, 1e-4);
        var gradients = plain.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!);
        var largest = gradients.Values.Max(gradient => gradient.norm().item<float>());
        Assert.All(fused.named_parameters(),
            entry => AssertClose(entry.name, gradients[entry.name], entry.parameter.grad!, 2e-3, 1e-4 * largest));
        Assert.All(fused.state_dict().Where(entry => entry.Key.Contains("running", StringComparison.Ordinal)),
            entry => AssertClose(entry.Key, plain.state_dict()[entry.Key], entry.Value, 1e-5));
        Assert.All(fused.state_dict().Where(entry => entry.Key.EndsWith("tracked", StringComparison.Ordinal)),
            entry => Assert.Equal(plain.state_dict()[entry.Key].item<long>(), entry.Value.item<long>()));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Predictions_agree_with_autograd(string name)
    {
        var (network, images) = (Network(name), Images(name));
        network.eval();
        var expected = network.forward(images).detach();
        using var _ = no_grad();
        AssertClose("logits", expected, network.forward(images), 1e-4);
        AssertClose("logits, channels last", expected, network.forward(ChannelsLast.Of(images)), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Bfloat16_differs_by_rounding_only(string name)
    {
        var (precise, rounded, images) = (Network(name), Network(name), Images(name));
        ((IHasPrecision)rounded).Precision = Precision.BFloat16;
        var (expected, actual) = (Fused(precise, images), Fused(rounded, images));
        Assert.Equal(ScalarType.Float32, actual.dtype);
        var similarity = nn.functional.cosine_similarity(All(precise), All(rounded), dim: 0).item<float>();
        Assert.InRange(similarity, 0.9f, 1.0001f);
        Assert.InRange((expected - actual).norm().item<float>() / expected.norm().item<float>(), 1e-6f, 0.15f);
        Assert.All(rounded.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.grad!.dtype));
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void Results_are_bit_identical_between_runs(Precision precision)
    {
        float[] Once()
        {
            var network = Network("DenseNet121");
            ((IHasPrecision)network).Precision = precision;
            Fused(network, Images("DenseNet121"));
            var gradients = All(network).data<float>().ToArray();
            network.Dispose();
            return gradients;
        }
        Assert.Equal(Once(), Once());
    }

    [Theory]
    [InlineData("full stem, odd widths", 1, 7)]
    [InlineData("full stem, odd widths", 2, 7)]
    [InlineData("full stem, odd widths", 3, 7)]
    [InlineData("full stem, odd widths", 4, 4)]
    [InlineData("constrained, radial spectrum", 3, 7)]
    public void Threads_that_share_a_batch_agree_with_one_thread(string name, int threads, int images)
    {
        var (plain, shared) = (Network(name), Network(name));
        var batch = ParameterFormula.Images("shared", images, 3, 32, 48);
        var expected = Plain(plain, batch);
        OnThreads(threads, () =>
        {
            AssertClose("logits", expected, Fused(shared, batch), 1e-4);
            shared.eval();
            plain.eval();
            using var _ = no_grad();
            AssertClose("predicted", plain.forward(batch), shared.forward(batch), 1e-4);
        });
        AssertClose("gradients", All(plain), All(shared), 1e-3);
        Assert.All(
            shared.state_dict().Where(entry =>
                entry.Key.Contains("running", StringComparison.Ordinal) || entry.Key.EndsWith("tracked", StringComparison.Ordinal)),
            entry => AssertClose(
                entry.Key, plain.state_dict()[entry.Key].to_type(ScalarType.Float32), entry.Value.to_type(ScalarType.Float32), 1e-5));
    }

    [Fact]
    public void An_exception_in_one_thread_stops_the_others_and_reaches_the_caller()
    {
        var (network, batch) = (Network("full stem, odd widths"), ParameterFormula.Images("shared", 6, 3, 32, 48));
        OnThreads(3, () =>
        {
            var failure =
                Assert.Throws<InvalidDataException>(() => CpuPath.TryTrain(network, batch, _ => throw new InvalidDataException("no loss")));
            Assert.Equal("no loss", failure.Message);
        });
    }

    [Fact(Timeout = 60_000)]
    public async Task Training_does_not_wait_for_threads_that_OpenMP_does_not_provide()
    {
        var (plain, shared) = (Network("full stem, odd widths"), Network("full stem, odd widths"));
        var batch = ParameterFormula.Images("shared", 8, 3, 32, 48);
        var usual = get_num_threads();
        Plain(plain, batch);
        await Task.Run(() => CpuTeam.RunTogether(2, (index, _) =>
        {
            if (index == 0)
            {
                set_num_threads(4); // within a team OpenMP provides one thread, however many are requested
                Fused(shared, batch);
                set_num_threads(usual); // the number also applies to threads that use libtorch later
            }
        }), TestContext.Current.CancellationToken);
        AssertClose("gradients", All(plain), All(shared), 1e-3);
    }

    [Fact]
    public void A_U_Net_with_a_DenseNet_encoder_uses_autograd()
    {
        using var network = new UNet(UNetOptions.DenseNet121 with { Encoder = DenseNetOptions.DenseNetSmall });
        network.eval();
        Assert.Null(CpuNetwork.Of(network));
        using var _ = no_grad();
        Assert.Equal([1, 1, 64, 64], network.forward(rand(1, 3, 64, 64)).shape);
    }

    private nn.Module<Tensor, Tensor> Network(string name)
    {
        nn.Module<Tensor, Tensor> network = name switch
        {
            "DenseNet121" => new DenseNet(DenseNetOptions.DenseNet121),
            "small, residuals, half stem" => new DenseNet(DenseNetOptions.DenseNetSmall with { FrontEnd = new ResidualFrontEnd() }),
            "full stem, odd widths" =>
                new DenseNet(
                    new() { GrowthRate = 5, BlockSizes = [2, 3], InitialFeatures = 7,
                        BottleneckSize = 3, Stem = DenseNetStem.Full, Classes = 3 }),
            "constrained, radial spectrum" => new DenseNet(
                DenseNetOptions.DenseNetTiny with { FrontEnd = new BayarFrontEnd(), SideBranch = new RadialSpectrum(12) }),
            "SRM, block DCT" => new DenseNet(
                DenseNetOptions.DenseNetTiny with { FrontEnd = new SrmFrontEnd(), SideBranch = new BlockDct() }),
            "U-Net, constrained" => new UNet(new() { BaseWidth = 6, FrontEnd = new BayarFrontEnd() }),
            "U-Net" => new UNet(new() { BaseWidth = 8 }),
            _ => new UNet(new() { BaseWidth = 6, FrontEnd = new ResidualFrontEnd() }),
        };
        ParameterFormula.Fill(network, awayFromKinks: true);
        networks.Add(network);
        return network;
    }

    private static Tensor Images(string name) => name switch
    {
        "DenseNet121" => ParameterFormula.Images("fused", 8, 3, 64, 32),
        "U-Net" => ParameterFormula.Images("fused", 2, 3, 64, 64), // enough tiles for Winograd convolution
        "U-Net, residuals, padded" => ParameterFormula.Images("fused", 2, 3, 37, 50),
        _ => ParameterFormula.Images("fused", 4, 3, 32, 48),
    };

    private static void OnThreads(int threads, Action work)
    {
        var (usual, failure) = (get_num_threads(), default(Exception));
        var own = new Thread(() =>
        {
            set_num_threads(threads);
            failure = Record.Exception(work);
            set_num_threads(usual);
        });
        own.Start();
        own.Join();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static Tensor Plain(nn.Module<Tensor, Tensor> network, Tensor images)
    {
        network.train();
        var logits = network.forward(images);
        Loss(logits).backward();
        return logits.detach();
    }

    private static Tensor Fused(nn.Module<Tensor, Tensor> network, Tensor images)
    {
        network.train();
        Tensor? output = null;
        var isTrained = CpuPath.TryTrain(network, images, logits =>
        {
            output = logits.detach().DetachFromDisposeScope();
            Loss(logits).backward();
        });
        Assert.True(isTrained);
        return output!;
    }

    // Some function of all logits that is neither even nor linear in any of them.
    private static Tensor Loss(Tensor logits) => (logits.sigmoid() * linspace(1, 2, logits.NumberOfElements).view(logits.shape)).mean();

    private static Tensor All(nn.Module network) => cat([.. network.parameters().Select(parameter => parameter.grad!.flatten())]);

    private static void AssertClose(string name, Tensor expected, Tensor actual, double tolerance, double floor = 1e-6)
    {
        Assert.Equal(expected.shape, actual.shape);
        var (difference, size) = ((expected - actual).norm().item<float>(), expected.norm().item<float>());
        Assert.True(difference <= tolerance * size + floor, $"{name}: differs by {difference:g3} of {size:g3}");
    }
}

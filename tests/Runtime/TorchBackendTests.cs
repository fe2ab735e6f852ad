using System.Diagnostics;
using System.Text.Json.Nodes;
using Telltale.Models;
using Telltale.Models.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Runtime;

/// <summary>
/// What can be checked of the GPU build on a machine without a GPU; libtorch's device "meta" stands for one that is not the CPU.
/// </summary>
public class TorchBackendTests
{
    [Theory]
    [InlineData("cpu", "TorchSharp", "libtorch-cpu-linux-x64")]
    [InlineData("cuda-linux", "TorchSharp", "TorchSharp-cuda-linux")]
    public void Each_backend_names_its_packages_and_no_other_of_libtorch(string backend, params string[] expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Names the packages of Linux.");
        var items = Evaluate(backend);
        Assert.Equal(expected, Names(items, "PackageReference").Where(IsTorch));
        Assert.All(expected, package => Assert.Contains(package, Names(items, "PackageVersion")));
    }

    [Fact]
    public void The_package_with_CUDA_has_the_version_of_TorchSharp() =>
        Assert.Equal(Version("TorchSharp"), Version("TorchSharp-cuda-linux"));

    [Fact]
    public void The_CPU_path_leaves_tensors_of_another_device_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var images = zeros([2, 3, 32, 32], device: META);
        nn.Module<Tensor, Tensor>[] networks = [new DenseNet(DenseNetOptions.DenseNetTiny, seed: 1), new UNet(UNetOptions.Small, seed: 1)];
        foreach (var network in networks)
        {
            network.eval();
            Assert.Null(CpuPath.TryPredict(network, images));
            network.train();
            Assert.False(CpuPath.TryTrain(network, images, _ => Assert.Fail("The CPU path ran.")));
        }
        var (there, here) = (zeros([4], device: META), zeros(4));
        Assert.False(CpuPath.TryStep([(here, here, here, here), (there, there, there, there)], default!));
    }

    // The feature maps of a LinearProbe are another network's.
    [Fact]
    public void Every_network_with_feature_maps_has_a_precision() => Assert.All(
        typeof(INetwork).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(INetwork)) && type != typeof(LinearProbe)),
        type => Assert.True(type.IsAssignableTo(typeof(Telltale.Runtime.IHasPrecision)), type.Name));

    [Fact]
    public void Without_the_CPU_path_every_network_computes_in_bfloat16_as_on_a_GPU()
    {
        using var scope = NewDisposeScope();
        var images = randn(2, 3, 32, 32);
        var encoder = DenseNetOptions.DenseNetTiny;
        nn.Module<Tensor, Tensor>[] networks =
        [
            new DenseNet(encoder, seed: 1), new UNet(UNetOptions.Small, seed: 1),
            new UNet(UNetOptions.Small with { Encoder = encoder }, seed: 1),
        ];
        foreach (var network in networks)
        {
            network.eval(); // with gradients on, forward takes the plain path
            var exact = network.forward(images);
            ((Telltale.Runtime.IHasPrecision)network).Precision = Telltale.Runtime.Precision.BFloat16;
            var half = network.forward(images);
            Assert.Equal((ScalarType.Float32, false), (half.dtype, half.Equals(exact)));
            Assert.InRange((half - exact).norm().item<float>() / exact.norm().item<float>(), 1e-6f, 0.1f);
        }
    }

    private static bool IsTorch(string package) => package.Contains("torch", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Names(JsonNode items, string kind) =>
        items[kind]!.AsArray().Select(item => (string)item!["Identity"]!).Order(StringComparer.Ordinal);

    private static string Version(string package) => (string)Evaluate("cuda-linux")["PackageVersion"]!.AsArray()
        .Single(item => (string?)item!["Identity"] == package)!["Version"]!;

    /// <summary>Evaluates the project file; restores and builds nothing.</summary>
    private static JsonNode Evaluate(string backend)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["msbuild", Path.Combine(Repository.Root, "lib", "Telltale.csproj"), "-getItem:PackageReference",
                "-getItem:PackageVersion", $"-p:TorchBackend={backend}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return JsonNode.Parse(output)!["Items"]!;
    }
}

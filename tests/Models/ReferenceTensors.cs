using Telltale.Models;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

/// <summary>Reference tensors computed by PyTorch, and the tolerance for ours.</summary>
internal static class ReferenceTensors
{
    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Models", "Fixtures", name);

    public static SafeTensorsContent Read(string name) => SafeTensors.Read(Fixture(name));

    public static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (actual - expected).abs().max().item<float>();
        var bound = 1e-4f * expected.abs().max().item<float>();
        TestContext.Current.TestOutputHelper?.WriteLine($"largest difference {difference:g3}, bound {bound:g3}");
        Assert.True(difference <= bound, $"largest difference {difference:g3}, bound {bound:g3}");
    }
}

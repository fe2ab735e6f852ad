using System.Text.Json;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Training;

public sealed class ImageLossesTests : IDisposable
{
    private static readonly Fixture Reference = JsonSerializer.Deserialize<Fixture>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Fixtures", "image_losses.json")), JsonSerializerOptions.Web)!;

    private static readonly Dictionary<string, Loss> OfFixture = new()
    {
        ["CrossEntropy"] = Losses.CrossEntropy,
        ["FocalCrossEntropy(0)"] = Losses.FocalCrossEntropy(0),
        ["FocalCrossEntropy(2)"] = Losses.FocalCrossEntropy(),
        ["FocalCrossEntropy(1.5, 0.25)"] = Losses.FocalCrossEntropy(1.5, 0.25),
        ["LogitAdjusted(0.2)"] = Losses.LogitAdjusted(0.2),
        ["LogitAdjusted(0.9, 1.5)"] = Losses.LogitAdjusted(0.9, 1.5),
        ["WeightedCrossEntropy(1, 2)"] = Losses.WeightedCrossEntropy(1, 2),
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. OfFixture.Keys];

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Every_loss_of_the_fixture_is_compared() =>
        Assert.Equal(Reference.Losses.Keys.Order(StringComparer.Ordinal), OfFixture.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void Value_and_gradient_agree_with_PyTorch(string name)
    {
        var expected = Reference.Losses[name];
        var (value, gradient) = Differentiate(name, Reference.Logits, Reference.Targets);
        Assert.Equal(expected.Value, value, 1e-6); // float32
        Assert.All(expected.Gradient.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory, MemberData(nameof(Names))]
    public void Logits_that_are_certain_give_finite_gradients(string name)
    {
        var (value, gradient) = Differentiate(name, [200, -200, -200, 200, 200, -200], [0, 0, 1]);
        Assert.True(double.IsFinite(value));
        Assert.All(gradient, slope => Assert.True(double.IsFinite(slope)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Only_the_loss_stays_in_memory(string name)
    {
        var (logits, targets) = (randn(3, 2), tensor([0f, 1, 1]));
        OfFixture[name].Of(logits, targets).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 3; step++)
        {
            using var inner = NewDisposeScope();
            OfFixture[name].Of(logits, targets);
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Names_tell_losses_apart() => Assert.Equal(OfFixture.Count, OfFixture.Values.Select(loss => loss.Name).Distinct().Count());

    [Fact]
    public void Parameters_outside_their_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Losses.FocalCrossEntropy(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Losses.FocalCrossEntropy(2, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Losses.LogitAdjusted(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Losses.LogitAdjusted(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Losses.LogitAdjusted(0.5, double.NaN));
    }

    private static (double Value, double[] Gradient) Differentiate(string name, float[] logits, float[] targets)
    {
        var x = tensor(logits, [targets.Length, 2]).requires_grad_();
        var value = OfFixture[name].Of(x, tensor(targets));
        value.backward();
        return (value.item<float>(), x.grad!.to_type(ScalarType.Float64).data<double>().ToArray());
    }

    private sealed record Fixture(float[] Logits, float[] Targets, Dictionary<string, Result> Losses);

    private sealed record Result(double Value, double[] Gradient);
}

using System.Text.Json;
using Telltale.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Training;

public sealed class PixelLossesTests : IDisposable
{
    private static readonly Fixture Reference = JsonSerializer.Deserialize<Fixture>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Fixtures", "pixel_losses.json")), JsonSerializerOptions.Web)!;

    private static readonly Dictionary<string, Loss> OfFixture = new()
    {
        ["BinaryCrossEntropy(1)"] = Losses.BinaryCrossEntropy(),
        ["BinaryCrossEntropy(5)"] = Losses.BinaryCrossEntropy(5),
        ["Dice"] = Losses.Dice(),
        ["BinaryCrossEntropyAndDice(3)"] = Losses.BinaryCrossEntropyAndDice(3),
        ["WithImageLevel(Dice, 0.25)"] = Losses.WithImageLevel(Losses.Dice()),
        ["Focal(2, 0.25)"] = Losses.Focal(),
        ["Focal(1, 0.8)"] = Losses.Focal(1, 0.8),
        ["Tversky(0.3, 0.7)"] = Losses.Tversky(),
        ["Tversky(0.5, 0.5)"] = Losses.Tversky(0.5, 0.5),
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. OfFixture.Keys];

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Every_loss_of_the_fixture_is_compared() => Assert.Equal(Reference.Losses.Keys.Order(), OfFixture.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void Value_and_gradient_agree_with_PyTorch_without_the_ignored_pixels(string name)
    {
        var expected = Reference.Losses[name];
        var (value, gradient) = Differentiate(OfFixture[name], tensor(Reference.Logits, Reference.Shape),
            tensor(Reference.Masks, Reference.Shape));
        Assert.Equal(expected.Value, value, 1e-12);
        Assert.All(expected.Gradient.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(Reference.Masks.Zip(gradient), pair => Assert.True(pair.First >= 0 || pair.Second == 0));
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_agree_with_differences_of_the_value(string name)
    {
        const double Step = 1e-5;
        var (loss, masks) = (OfFixture[name], tensor(Reference.Masks, Reference.Shape));
        var (_, gradient) = Differentiate(loss, tensor(Reference.Logits, Reference.Shape), masks);
        for (var i = 0; i < gradient.Length; i++)
        {
            double At(double moved) => loss.Of(tensor([.. Reference.Logits.Select((logit, j) => j == i ? logit + moved : logit)],
                Reference.Shape), masks).item<double>();
            Assert.Equal((At(Step) - At(-Step)) / (2 * Step), gradient[i], 1e-8);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Where_no_pixel_counts_the_loss_is_nothing(string name)
    {
        var (value, gradient) = Differentiate(OfFixture[name], randn(2, 1, 4, 4, dtype: float64), full([2, 1, 4, 4], -1.0, dtype: float64));
        Assert.Equal(0, value);
        Assert.All(gradient, slope => Assert.Equal(0, slope));
    }

    [Theory, MemberData(nameof(Names))]
    public void Logits_that_are_certain_give_finite_gradients(string name)
    {
        var masks = tensor([1f, 0, 1, 0], 1, 1, 2, 2);
        var (value, gradient) = Differentiate(OfFixture[name], tensor([200f, -200, -200, 200], 1, 1, 2, 2), masks);
        Assert.True(double.IsFinite(value));
        Assert.All(gradient, slope => Assert.True(double.IsFinite(slope)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Only_the_loss_stays_in_memory(string name)
    {
        var (logits, masks) = (randn(2, 1, 4, 4), ones(2, 1, 4, 4));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var loss = OfFixture[name].Of(logits, masks);
        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Names_tell_losses_apart() => Assert.Equal(OfFixture.Count, OfFixture.Values.Select(loss => loss.Name).Distinct().Count());

    [Fact]
    public void Other_shapes_are_refused_with_both()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Losses.Dice().Of(randn(2, 2), zeros(2)));
        Assert.Contains("logits (2, 2) with masks (2)", refusal.Message, StringComparison.Ordinal);
    }

    private static (double Value, double[] Gradient) Differentiate(Loss loss, Tensor logits, Tensor masks)
    {
        logits.requires_grad_();
        var value = loss.Of(logits, masks);
        value.backward();
        return (value.to_type(ScalarType.Float64).item<double>(), logits.grad!.to_type(ScalarType.Float64).data<double>().ToArray());
    }

    private sealed record Fixture(long[] Shape, double[] Logits, double[] Masks, Dictionary<string, Result> Losses);

    private sealed record Result(double Value, double[] Gradient);
}

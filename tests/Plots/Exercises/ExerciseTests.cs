using Telltale.Plots;
using Telltale.Training;
using static TorchSharp.torch;

namespace Telltale.Tests.Plots.Exercises;

/// <summary>Every wrong answer of these lists gets the hint that helps; the solutions are tried by running the notebooks.</summary>
public class ExerciseTests
{
    [Theory]
    [InlineData("1b.2", 432, "bias")]
    [InlineData("1b.2", 144, "reads all 3 input channels")]
    [InlineData("1b.2", 160, "3 × 3 × 3 weights")]
    [InlineData("1b.2", 28, "there are 16")]
    [InlineData("1b.3", 60, "stride of 1")]
    [InlineData("1b.3", 32, "with padding")]
    [InlineData("1b.3", 29, "first position")]
    [InlineData("1b.3", 31, "beyond the border")]
    [InlineData("1b.4", 48, "passes on its input")]
    [InlineData("1b.4", 36, "after one layer")]
    [InlineData("1b.4", 60, "the last layer reads")]
    [InlineData("1b.4", 384, "not multiplied")]
    [InlineData("1b.5", 0.5, "minus its logarithm")]
    [InlineData("1b.5", 1, "natural logarithm")]
    [InlineData("1b.5", -0.693, "sign")]
    [InlineData("1b.5", 0, "probability of 1")]
    [InlineData("4b.1", 8, "three poolings")]
    [InlineData("4b.1", 16, "two poolings")]
    [InlineData("4b.1", 2, "five poolings")]
    [InlineData("4b.1", 0.25, "halves the side")]
    [InlineData("4b.2", 32, "concatenates")]
    [InlineData("4b.2", 96, "reduced the 64 coarser channels")]
    [InlineData("4b.2", 128, "reduces to 32")]
    [InlineData("4b.4", 0.1, "precision")]
    [InlineData("4b.4", 1, "recall")]
    [InlineData("4b.4", 0.55, "arithmetic mean")]
    [InlineData("4b.4", 0, "true positives")]
    [InlineData("1b.4", 12345, "fold out the solution")]
    public void A_wrong_number_gets_its_hint(string number, double answer, string hint) => AssertHint(hint, number, answer);

    [Fact]
    public void A_filter_that_answers_something_else_gets_its_hint()
    {
        AssertHint("shape (3, 3), not (2, 2)", "1b.1", zeros(2, 2));
        AssertHint("sum to 0", "1b.1", ones(3, 3));
        AssertHint("left to right", "1b.1", Filter(-1, 0, 1, -1, 0, 1, -1, 0, 1));
        AssertHint("top to bottom", "1b.1", Filter(-1, -1, -1, 0, 0, 0, 1, 1, 1));
        AssertHint("does not respond", "1b.1", Filter(-1, -1, -1, 2, 2, 2, -1, -1, -1));
        Assert.True(Exercise.Check("1b.1", Filter(0, 0, 0, -1, 2, -1, 0, 0, 0)).IsRight);
    }

    [Fact]
    public void A_loss_that_computes_something_else_gets_its_hint()
    {
        AssertHint("multiply the loss of each image", "1b.6", Losses.CrossEntropy.Of);
        AssertHint("mean over the images", "1b.6", new Func<Tensor, Tensor, Tensor>((logits, labels) => Focal(logits, labels) * 4));
        AssertHint("sign", "1b.6", new Func<Tensor, Tensor, Tensor>((logits, labels) => -Focal(logits, labels)));
        AssertHint("must be squared", "1b.6", Losses.FocalCrossEntropy(gamma: 1).Of);
        AssertHint("one number", "1b.6", new Func<Tensor, Tensor, Tensor>((logits, _) => logits));
        AssertHint("probability of the true class", "1b.6", new Func<Tensor, Tensor, Tensor>((logits, _) => logits.mean()));
        AssertHint("failed when it was tried: mine", "1b.6", new Func<Tensor, Tensor, Tensor>((_, _) => throw new FormatException("mine")));
        Assert.True(Exercise.Check("1b.6", new Func<Tensor, Tensor, Tensor>(Focal)).IsRight);
    }

    [Fact]
    public void An_upsampling_that_computes_something_else_gets_its_hint()
    {
        AssertHint("copies of the whole map", "4b.3", new Func<Tensor, Tensor>(x => x.repeat(1, 1, 2, 2)));
        AssertHint("must become (1, 2, 4, 6), not (1, 2, 2, 3)", "4b.3", new Func<Tensor, Tensor>(x => x));
        AssertHint("of its value", "4b.3", new Func<Tensor, Tensor>(x => zeros(1, 2, 4, 6)));
    }

    [Fact]
    public void Without_an_answer_it_says_what_to_do() => Assert.All(
        Exercise.Numbers,
        number => Assert.StartsWith("No answer yet", Exercise.Check(number, null).Message, StringComparison.Ordinal));

    [Fact]
    public void An_answer_of_another_kind_is_told_which_kind_is_asked_for()
    {
        AssertHint("must be a number; this is of type String", "1b.2", "many");
        AssertHint("must be a tensor of shape (3, 3); this is of type Int32", "1b.1", 3);
        Assert.True(Exercise.Check("1b.2", tensor(448)).IsRight);
    }

    [Fact]
    public void An_exercise_that_does_not_exist_is_refused_with_those_that_do() =>
        Assert.Contains("1b.1, 1b.2", Assert.Throws<ArgumentException>(() => Exercise.Check("99.1", 1)).Message, StringComparison.Ordinal);

    private static Tensor Focal(Tensor logits, Tensor labels) => Losses.FocalCrossEntropy(gamma: 2).Of(logits, labels);

    private static Tensor Filter(params float[] weights) => tensor(weights, [3, 3]);

    private static void AssertHint(string hint, string number, object answer)
    {
        var verdict = Exercise.Check(number, answer);
        Assert.False(verdict.IsRight);
        Assert.Contains(hint, verdict.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", verdict.ToHtml(), StringComparison.Ordinal);
    }
}

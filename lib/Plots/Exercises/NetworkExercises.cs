using Telltale.Training;
using static TorchSharp.torch;

namespace Telltale.Plots;

/// <summary>The exercises of notebook 1b, a network from scratch.</summary>
internal static class NetworkExercises
{
    private const int Side = 3;
    private const double Rounding = 1e-5;

    public static IReadOnlyList<CheckedExercise> All { get; } =
    [
        CheckedExercise.Of<Tensor>("1b.1", "a tensor of shape (3, 3)", StripeFilter),
        CheckedExercise.OfNumber(
            "1b.2", (16 * 3 * 3 * 3) + 16, tolerance: 0,
            (16 * 3 * 3 * 3, "Each of the 16 filters also has a bias."),
            (16 * 3 * 3, "Each filter reads all 3 input channels, and each has a bias."),
            ((16 * 3 * 3) + 16, "Each filter reads all 3 input channels: its kernel has 3 × 3 × 3 weights."),
            ((3 * 3 * 3) + 1, "That is one filter; there are 16.")),
        CheckedExercise.OfNumber(
            "1b.3", ((64 - 5) / 2) + 1, tolerance: 0,
            (60, "That is the side for a stride of 1; with a stride of 2 only every second position is computed."),
            (32, "That is the side with padding; without it, a kernel of 5 pixels has 60 positions along a side of 64."),
            (29, "Count the first position too: it is at 0."),
            (31, "The last kernel would reach beyond the border: it must fit into the 64 pixels.")),
        CheckedExercise.OfNumber(
            "1b.4", 24 + (4 * 12), tolerance: 0,
            (48, "Those are the channels that the layers add; the block also passes on its input."),
            (36, "That is after one layer; every layer adds its channels."),
            (60, "That is what the last layer reads; its own channels are still to be added."),
            (24 * 16, "The channels are appended, not multiplied.")),
        CheckedExercise.OfNumber(
            "1b.5", Math.Log(2), tolerance: 0.004,
            (0.5, "That is the probability of the true class; the loss is minus its logarithm."),
            (1, "That is the logarithm to base 2; the loss uses the natural logarithm."),
            (-Math.Log(2), "Mind the sign: the loss is minus the logarithm, and never negative."),
            (0, "A loss of 0 needs a probability of 1 for the true class.")),
        CheckedExercise.Of<Func<Tensor, Tensor, Tensor>>("1b.6", "a function of logits and labels", FocalLoss),
    ];

    private static string? StripeFilter(Tensor filter)
    {
        if (!filter.shape.SequenceEqual([Side, Side]))
        {
            return $"The filter must have shape (3, 3), not {CheckedExercises.Shape(filter)}.";
        }
        var weights = CheckedExercises.Values(filter);
        double Response(Func<int, int, double> image) =>
            weights.Select((weight, index) => weight * image(index / Side, index % Side)).Sum();
        var (constant, across, down) = (Response((_, _) => 1), Response((_, column) => column), Response((row, _) => row));
        return Math.Abs(constant) > Rounding
            ? $"On a constant image of 1 it responds with {PlotText.Value(constant)}: its weights must sum to 0."
            : Math.Abs(across) > Rounding
            ? $"On a ramp from left to right it responds with {PlotText.Value(across)}: the left and the right column must have equal sums."
            : Math.Abs(down) > Rounding
            ? $"On a ramp from top to bottom it responds with {PlotText.Value(down)}: the top and the bottom row must have equal sums."
            : Math.Abs(Response((_, column) => column % 2 == 0 ? 1 : -1)) > Rounding ? null
            : "It does not respond to the stripes: weights with the signs of the stripes, + − +, add up on them.";
    }

    private static string? FocalLoss(Func<Tensor, Tensor, Tensor> loss)
    {
        var logits = tensor([2f, -1, 0.5f, 1, -0.25f, 0.75f, 3, -3], [4, 2]);
        var labels = tensor([0L, 1, 0, 1]);
        var (right, plain) = (Value(Losses.FocalCrossEntropy(gamma: 2), logits, labels), Value(Losses.CrossEntropy, logits, labels));
        var result = loss(logits, labels);
        if (result.numel() != 1)
        {
            return $"The loss of a batch is one number, the mean over its images, not {CheckedExercises.Shape(result)}.";
        }
        var value = CheckedExercises.Values(result)[0];
        bool Is(double wrong) => Math.Abs(value - wrong) < Rounding;
        return Is(right) ? null
            : Is(plain) ? "That is cross-entropy: multiply the loss of each image by (1 − p)² before the mean."
            : Is(4 * right) ? "Take the mean over the images, not the sum."
            : Is(-right) ? "Mind the sign: the loss is minus the logarithm."
            : Is(Value(Losses.FocalCrossEntropy(gamma: 1), logits, labels)) ? "The factor (1 − p) must be squared."
            : "On four images it differs from the focal loss. p is the probability of the true class of each image, and (1 − p)² is " +
                "multiplied with that image's loss.";
    }

    private static double Value(Loss loss, Tensor logits, Tensor labels) => CheckedExercises.Values(loss.Of(logits, labels))[0];
}

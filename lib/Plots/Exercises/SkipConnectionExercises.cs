using static TorchSharp.torch;

namespace Telltale.Plots;

/// <summary>The exercises of notebook 4b, the skip connections of a U-Net.</summary>
internal static class SkipConnectionExercises
{
    private const double Share = 0.1;

    public static IReadOnlyList<CheckedExercise> All { get; } =
    [
        CheckedExercise.OfNumber(
            "4b.1", 64 >> 4, tolerance: 0,
            (8, "That is after three poolings; each halves the side."),
            (16, "64 / 4 would be two poolings; each of the four halves the side."),
            (2, "That is after five poolings."),
            (0.25, "Each pooling halves the side; it does not quarter it.")),
        CheckedExercise.OfNumber(
            "4b.2", 32 + 32, tolerance: 0,
            (32, "That would be so if the maps were added, as in a residual network. A U-Net concatenates them."),
            (96, "The transposed convolution has already reduced the 64 coarser channels to 32."),
            (128, "The coarser map has 64 channels, which the transposed convolution reduces to 32.")),
        CheckedExercise.Of<Func<Tensor, Tensor>>("4b.3", "a function of a tensor", Upsampling),
        CheckedExercise.OfNumber(
            "4b.4", 2 * Share / (1 + Share), tolerance: 0.002,
            (Share, "That is the precision, and also the IoU: a tenth of the marked pixels is edited. F1 also counts the recall."),
            (1, "That is the recall: nothing edited is missed. F1 is the harmonic mean with the precision."),
            ((1 + Share) / 2, "That is the arithmetic mean of precision and recall; F1 is the harmonic mean."),
            (0, "The edited pixels are all marked, so there are true positives.")),
    ];

    private static string? Upsampling(Func<Tensor, Tensor> upsample)
    {
        var coarse = arange(12, dtype: ScalarType.Float32).reshape(1, 2, 2, 3);
        var fine = upsample(coarse);
        if (!fine.shape.SequenceEqual([1, 2, 4, 6]))
        {
            return $"An input of shape (1, 2, 2, 3) must become (1, 2, 4, 6), not {CheckedExercises.Shape(fine)}.";
        }
        var right = coarse.repeat_interleave(2, dim: 2).repeat_interleave(2, dim: 3);
        return fine.allclose(right) ? null
            : fine.allclose(coarse.repeat(1, 1, 2, 2))
            ? "It puts copies of the whole map side by side. Each pixel must become a block of 2 × 2."
            : "Each pixel must become a block of 2 × 2 pixels of its value.";
    }
}

using System.Globalization;
using MathNet.Numerics.Statistics;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Plots;

public static partial class Conclusions
{
    private static readonly FileProperty[] Properties =
    [
        new("the share of JPEG files", "0 %", record => record.Format == "jpeg" ? 1 : 0),
        new("the mean JPEG quality", "0.0", record => record.JpegQuality ?? double.NaN),
        new("the mean width", "0 px", record => record.Width),
        new("the mean height", "0 px", record => record.Height),
    ];

    /// <summary>
    /// Whether the files of the two classes differ in format, quality or size by more than chance explains: three standard errors of the
    /// difference of the means (Welch, Biometrika 1947), which takes the images for independent.
    /// </summary>
    /// <param name="images">Images of both classes, decoded, so that format, quality and size are known.</param>
    /// <exception cref="ArgumentException">A class is absent.</exception>
    public static Conclusion Files(ImageCollection images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (real, synthetic) = (images.Where(record => !record.IsPositive), images.Where(record => record.IsPositive));
        if (real.Count == 0 || synthetic.Count == 0)
        {
            throw new ArgumentException($"'{images.Name}' has images of one class only; there is nothing to compare.", nameof(images));
        }
        var differences = Properties.Where(property => property.Of is var of && Differ(Values(real, of), Values(synthetic, of)))
            .Select(property => $"{property.Name} ({Mean(real, property)} against {Mean(synthetic, property)})").ToArray();
        var (negative, positive) = images.ClassNames;
        var compared = $"{PlotText.Count(real.Count)} {negative} and {PlotText.Count(synthetic.Count)} {positive} files";
        return new(differences.Length == 0
            ? $"The {compared} do not differ in format, JPEG quality or size by more than chance explains."
            : $"The {compared} differ in {PlotText.List(differences)}: a detector can use that without looking at the image.");
    }

    /// <summary>Whether splits share groups, and what is held out.</summary>
    /// <param name="split">The splits.</param>
    public static Conclusion Splits(CollectionSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        var trained = split.Train.Select(record => record.SourceId).ToHashSet();
        var shared = split.Validation.Concat(split.Test).Count(record => trained.Contains(record.SourceId));
        var heldOut = split.Unseen.Sources.Except(split.Train.Sources).ToArray();
        return new(
            $"{PlotText.Count(split.Train.Count)} training, {PlotText.Count(split.Validation.Count)} validation and " +
            $"{split.Test.Count.Counted("test image")}: " +
            (shared == 0 ? "no group is shared with training" : $"{PlotText.Count(shared)} of them share a group with training") +
            (heldOut.Length == 0 ? "; no source is held out." : $"; {PlotText.List(heldOut)} is never trained on."));
    }

    private static string Mean(ImageCollection images, FileProperty property) =>
        Values(images, property.Of).Mean().ToString(property.Format, CultureInfo.InvariantCulture);

    private static double[] Values(ImageCollection images, Func<ImageRecord, double> of) => [.. images.Select(of).Where(double.IsFinite)];

    private static bool Differ(double[] first, double[] second)
    {
        if (first.Length < 2 || second.Length < 2)
        {
            return false;
        }
        var error = Math.Sqrt(first.Variance() / first.Length + second.Variance() / second.Length);
        return Math.Abs(first.Mean() - second.Mean()) > Math.Max(3 * error, 1e-9);
    }

    /// <summary>A property of a file, and how its mean is printed.</summary>
    private sealed record FileProperty(string Name, string Format, Func<ImageRecord, double> Of);
}

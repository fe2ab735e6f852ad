using System.Globalization;
using Telltale.Data;

namespace Telltale.Plots;

public static partial class Conclusions
{
    /// <summary>Whether the files of the two classes differ in format, quality or size.</summary>
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
        var differences = new[]
        {
            Difference("the share of JPEG files", 0.05, "0 %", record => record.Format == "jpeg" ? 1 : 0),
            Difference("the mean JPEG quality", 2, "0.0", record => record.JpegQuality ?? double.NaN),
            Difference("the mean width", 4, "0 px", record => record.Width),
            Difference("the mean height", 4, "0 px", record => record.Height),
        }.OfType<string>().ToArray();
        var compared = $"{PlotText.Count(real.Count)} real and {PlotText.Count(synthetic.Count)} synthetic files";
        return new(differences.Length == 0
            ? $"The {compared} agree in format, JPEG quality and size: none of these reveals the class."
            : $"The {compared} differ in {PlotText.List(differences)}: a detector can use that without looking at the image.");

        string? Difference(string what, double least, string format, Func<ImageRecord, double> of)
        {
            var (a, b) = (Mean(real, of), Mean(synthetic, of));
            return Math.Abs(a - b) < least || double.IsNaN(a - b) ? null
                : $"{what} ({a.ToString(format, CultureInfo.InvariantCulture)} against " +
                    $"{b.ToString(format, CultureInfo.InvariantCulture)})";
        }
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
            $"{PlotText.Count(split.Test.Count)} test images: " +
            (shared == 0 ? "no group is shared with training" : $"{PlotText.Count(shared)} of them share a group with training") +
            (heldOut.Length == 0 ? "; no source is held out." : $"; {PlotText.List(heldOut)} is never trained on."));
    }

    private static double Mean(IEnumerable<ImageRecord> images, Func<ImageRecord, double> of) =>
        images.Select(of).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}

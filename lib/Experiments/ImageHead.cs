using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using Telltale.Bias;
using Telltale.Evaluation;

namespace Telltale.Experiments;

/// <summary>
/// Decides from all scores of a mask whether the image was edited, instead of from its coverage at one threshold: a logistic regression on
/// the mean, mean square, largest and smallest score, trained on masks of images whose class is known, after the localizer. These are the
/// statistics that TruFor's detector pools from its map (Guillaro, Cozzolino, Sud, Dufour and Verdoliva, CVPR 2023), which adds a map of
/// confidence and a hidden layer.
/// </summary>
/// <example><code>
/// var split = Corpus.Localization().SplitAsNamed();
/// MaskHistograms Masks(ImageCollection part) => MaskHistograms.Of(EditTests.Masks(model, part, EditDegradation.Clean), part.Name);
/// var head = ImageHead.Fit(Masks(split.Train));
/// var chosen = ThresholdSweep.Of(head.Score(Masks(split.Validation))).Best(c => c.BalancedAccuracy);
/// var decided = DetectionReport.Of(head.Score(Masks(split.Test)), chosen);
/// </code></example>
public sealed class ImageHead
{
    private const double Penalty = 1; // scikit-learn's default, on features of variance 1

    private readonly LogisticRegression regression;
    private readonly Vector<double> means, deviations;

    private ImageHead(LogisticRegression regression, Vector<double> means, Vector<double> deviations) =>
        (this.regression, this.means, this.deviations) = (regression, means, deviations);

    /// <summary>Trains it on the predicted masks of authentic and edited images; both classes weigh the same.</summary>
    /// <param name="masks">Best of the images that the localizer was trained on; never of test images.</param>
    /// <exception cref="ArgumentException">A class is missing.</exception>
    public static ImageHead Fit(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        bool[] edited = [.. masks.Select(mask => mask.Record.IsPositive)];
        if (!edited.Contains(true) || !edited.Contains(false))
        {
            throw new ArgumentException(
                $"'{masks.Name}' has images of one class; a head is trained on authentic and edited ones.", nameof(masks));
        }
        var features = Features(masks);
        var (means, deviations) = (features.ColumnSums() / features.RowCount, Vector<double>.Build.Dense(features.ColumnCount));
        for (var column = 0; column < features.ColumnCount; column++)
        {
            deviations[column] = features.Column(column).PopulationStandardDeviation() is var spread and > 0 ? spread : 1;
        }
        var targets = Vector<double>.Build.Dense(edited.Length, row => edited[row] ? 1 : 0);
        return new(LogisticRegression.Fit(Standardised(features, means, deviations), targets, Penalty), means, deviations);
    }

    /// <summary>The probability of each image that it was edited.</summary>
    /// <param name="masks">Predicted masks of the same localizer.</param>
    public Predictions Score(MaskHistograms masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        var logits = regression.Logits(Standardised(Features(masks), means, deviations));
        return new(masks.Name, masks.Select((mask, row) => new Prediction(mask.Record, LogisticRegression.Sigmoid(logits[row]))));
    }

    private static Matrix<double> Standardised(Matrix<double> features, Vector<double> means, Vector<double> deviations) =>
        Matrix<double>.Build.Dense(
            features.RowCount, features.ColumnCount, (row, column) => (features[row, column] - means[column]) / deviations[column]);

    private static Matrix<double> Features(MaskHistograms masks) =>
        Matrix<double>.Build.DenseOfRowArrays(masks.Select(mask => mask.Moments() is var all
            ? new[] { all.Mean, all.MeanSquare, all.Largest, all.Smallest } : []));
}

using System.Globalization;
using Telltale.Training;

namespace Telltale.Plots;

/// <summary>A training history as an HTML table.</summary>
internal static class TrainingHistoryHtml
{
    public static string Of(TrainingHistory history)
    {
        var table = HtmlTable.Of(history.Epochs,
            ("epoch", epoch => epoch.Epoch),
            ("training loss", epoch => FourDecimals(epoch.TrainingLoss)),
            ("validation loss", epoch => FourDecimals(epoch.ValidationLoss)),
            (history.Metric, epoch => FourDecimals(epoch.ValidationScore)),
            ("images/s", epoch => Math.Round(epoch.ImagesPerSecond, 1)),
            ("waiting for images", epoch => epoch.WaitingShare.ToString("0.0 %", CultureInfo.InvariantCulture)),
            ("", epoch => epoch.Epoch == history.BestEpoch ? "kept" : ""));
        return table.ToHtml() + (history.CameFromCache ? "<p><small>Read from the cache of an earlier run.</small></p>" : "");
    }

    private static string FourDecimals(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0000", CultureInfo.InvariantCulture);
}

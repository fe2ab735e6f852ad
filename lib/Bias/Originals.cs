using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>The originals (<c>SourceId</c>) of a set: its independent images. Without records, each image is its own.</summary>
internal static class Originals
{
    /// <summary>The original of each image.</summary>
    public static string[] Of(Predictions predictions) => predictions.HasRecords
        ? [.. predictions.Records.Select(record => record.SourceId)]
        : [.. Enumerable.Range(0, predictions.Count).Select(item => $"{item}")];

    /// <summary>The number of originals of the class that has fewer; 0 where a class is absent.</summary>
    public static int Fewest(Predictions predictions)
    {
        var items = Of(predictions).Zip(predictions.Targets).Distinct().ToArray();
        var positives = items.Count(item => item.Second);
        return Math.Min(positives, items.Length - positives);
    }
}

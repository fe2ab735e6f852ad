namespace Telltale.Plots;

/// <summary>
/// Makes sentences from results. Each states its values with their intervals; what the results do not settle is called
/// <em>unresolved</em>, and a constant prediction is the measure of every metric.
/// </summary>
/// <example>
/// <code>
/// var predictions = new Predictions("test", [0.2, 0.6, 0.4, 0.9], [false, false, true, true]);
/// var report = DetectionReport.Of(predictions, Threshold.Fixed(0.5), resamples: 100);
/// var closing = Conclusions.Record(simulated: true, Conclusions.Detection(report).AsHeadline());
/// </code>
/// </example>
public static partial class Conclusions
{
    /// <summary>Shows conclusions as a list, and records them for the report.</summary>
    /// <param name="simulated">True if the images were simulated.</param>
    /// <param name="conclusions">The most important one first.</param>
    public static RecordedConclusions Record(bool simulated, params IReadOnlyList<Conclusion> conclusions)
    {
        ArgumentNullException.ThrowIfNull(conclusions);
        return new(conclusions, simulated);
    }

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

namespace Telltale.Plots;

/// <summary>One measured value as written to <c>results.json</c>.</summary>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Value">The measured value; NaN if undefined.</param>
/// <param name="Lower">Lower bound of its interval; NaN for none.</param>
/// <param name="Upper">Upper bound of its interval; NaN for none.</param>
/// <param name="Paper">The paper's value; null if it reports nothing comparable.</param>
/// <param name="Corpus">The images, with the sources trained on and tested on.</param>
/// <param name="Simulated">True for simulated images, whose values are no evidence about real ones.</param>
/// <param name="Convention">What exactly is computed.</param>
public sealed record ResultRow(
    string Metric, double Value, double Lower, double Upper, double? Paper, string Corpus, bool Simulated, string Convention);

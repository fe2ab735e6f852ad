using Telltale.Evaluation;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>One measured figure as it goes into <c>results.json</c>.</summary>
/// <param name="Metric">The figure's name.</param>
/// <param name="Value">What was measured; NaN where it is not defined.</param>
/// <param name="Lower">Lower bound of its interval; NaN for none.</param>
/// <param name="Upper">Upper bound of its interval; NaN for none.</param>
/// <param name="Paper">What the paper reports; null where it reports nothing comparable.</param>
/// <param name="Corpus">The images it was measured on, train and test sources included.</param>
/// <param name="Simulated">True where the images are simulated, so that the figure says nothing of real ones.</param>
/// <param name="Convention">What exactly is counted.</param>
public sealed record ResultRow(string Metric, double Value, double Lower, double Upper, double? Paper, string Corpus, bool Simulated, string Convention);

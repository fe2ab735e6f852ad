using System.Collections;
using System.Globalization;
using System.Text;
using Telltale.Evaluation;

namespace Telltale.Bias;

/// <summary>The diagnosis of each source of a set, in the order in which the set names them.</summary>
public sealed class SourceDiagnoses : IReadOnlyList<CollapseDiagnosis>
{
    private readonly CollapseDiagnosis[] diagnoses;

    private SourceDiagnoses(string name, CollapseDiagnosis[] diagnoses) => (Name, this.diagnoses) = (name, diagnoses);

    /// <summary>The name of the set.</summary>
    public string Name { get; }

    /// <summary>Number of sources.</summary>
    public int Count => diagnoses.Length;

    /// <summary>The diagnosis at an index.</summary>
    public CollapseDiagnosis this[int index] => diagnoses[index];

    /// <summary>The diagnosis of a source.</summary>
    /// <exception cref="KeyNotFoundException">There is no such source; the message lists the sources.</exception>
    public CollapseDiagnosis this[string source] => Array.Find(diagnoses, diagnosis => diagnosis.Name == source)
        ?? throw new KeyNotFoundException(
            $"There is no source '{source}'; the sources are {string.Join(", ", diagnoses.Select(diagnosis => diagnosis.Name))}.");

    /// <inheritdoc/>
    public IEnumerator<CollapseDiagnosis> GetEnumerator() => diagnoses.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One line for each source.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var diagnosis in diagnoses)
        {
            text.Append(CultureInfo.InvariantCulture, $"{diagnosis.Name}: {diagnosis.Verdict}\n");
        }
        return text.ToString().TrimEnd();
    }

    internal static SourceDiagnoses Of(Predictions predictions, Threshold? threshold, string? reference, CollapseCriteria? criteria)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var sources = predictions.Records.Select(record => record.Source).Distinct().ToArray();
        if (sources.Length == 0 || (reference is not null && !sources.Contains(reference)))
        {
            throw new ArgumentException(sources.Length == 0 ? $"'{predictions.Name}' is empty: there is nothing to diagnose."
                : $"'{predictions.Name}' has no source '{reference}' to compare with; its sources are {string.Join(", ", sources)}.");
        }
        var compared = reference is null ? null : Alone(predictions, reference);
        return new(predictions.Name, [.. sources.Select(source => CollapseDiagnosis.Of(
            source == reference ? null : compared, Alone(predictions, source), threshold, criteria))]);
    }

    /// <summary>The images of a source, with all images of a class that it lacks.</summary>
    private static Predictions Alone(Predictions predictions, string source)
    {
        var classes = predictions.Records.Where(record => record.Source == source).Select(record => record.IsPositive).Distinct().ToArray();
        return predictions.Where(record => record.Source == source || !classes.Contains(record.IsPositive), source);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Telltale.Runtime;

namespace Telltale.Data.Shards;

/// <summary>
/// The names of the classes that a column of numbers holds, from the metadata of Hugging Face's datasets (<c>ClassLabel</c>).
/// </summary>
/// <param name="Names">By number.</param>
internal sealed record ParquetClasses(IReadOnlyList<string> Names)
{
    /// <summary>The name of a class; a number without a name stays, −1 is no class.</summary>
    public string? NameOf(string? number) =>
        !int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? number
        : index == -1 ? null
        : index >= 0 && index < Names.Count ? Names[index] : number;

    /// <summary>The classes of each column with names.</summary>
    /// <param name="metadata">The value of the key <c>huggingface</c>; null for none.</param>
    /// <exception cref="FormatException">It is not valid JSON.</exception>
    public static IReadOnlyDictionary<string, ParquetClasses> Of(string? metadata)
    {
        var classes = new Dictionary<string, ParquetClasses>(StringComparer.Ordinal);
        var features = metadata is null ? null : StrictJson.Object(Encoding.UTF8.GetBytes(metadata))["info"] as JsonObject;
        foreach (var (column, feature) in features?["features"] as JsonObject ?? [])
        {
            if (feature is JsonObject { Count: > 0 } described && described["names"] is JsonArray names)
            {
                classes[column] = new([.. names.Select(name => name?.ToString() ?? "")]);
            }
        }
        return classes;
    }
}

using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace Telltale.Workbench.Engine;

/// <summary>
/// A sequence of records, anonymous types or tuples as a table: a row for each element, a column for each simple property. Only of
/// sequences of .NET itself, such as lists, arrays and queries; other collections keep the look that their authors gave them.
/// </summary>
internal static class DataFrameView
{
    /// <summary>The most rows that are shown.</summary>
    private const int MostRows = 100;

    /// <summary>The table as HTML; null for anything else than such a sequence.</summary>
    public static string? Of(object? value)
    {
        if (value is string || value is not IEnumerable sequence || !IsPlain(value.GetType()))
        {
            return null;
        }

        var elements = sequence.Cast<object?>().Take(MostRows + 1).ToList();
        var type = elements.Find(element => element is not null)?.GetType();
        if (type is null || elements.Exists(element => element is not null && element.GetType() != type))
        {
            return null;
        }

        var columns = Columns(type);
        return columns.Count == 0 ? null : Html(elements, columns, (sequence as ICollection)?.Count);
    }

    private static string Html(List<object?> elements, List<(string Name, bool IsNumber, Func<object, object?> Of)> columns, int? count)
    {
        var html = new StringBuilder("<table><thead><tr><th></th>");
        foreach (var column in columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th>{WebUtility.HtmlEncode(column.Name)}</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var (index, element) in elements.Take(MostRows).Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th>{index}</th>");
            foreach (var column in columns)
            {
                var text = WebUtility.HtmlEncode(element is null ? "" : CellText.Of(column.Of(element)));
                var side = column.IsNumber ? "right" : "left";
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"text-align:{side}\">{text}</td>");
            }
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        var all = count?.ToString(CultureInfo.InvariantCulture) ?? "more";
        return elements.Count <= MostRows ? html.ToString() : $"{html}<p>The first {MostRows} of {all} rows.</p>";
    }

    private static bool IsPlain(Type type) =>
        type.IsArray || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
        || type.Name.Contains('<', StringComparison.Ordinal);

    private static List<(string Name, bool IsNumber, Func<object, object?> Of)> Columns(Type type)
    {
        if (IsSimple(type))
        {
            return [];
        }

        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && IsSimple(property.PropertyType))
            .Select(property => (property.Name, IsNumber(property.PropertyType), (Func<object, object?>)property.GetValue));
        var fields = type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? type.GetFields() : [];
        return [.. properties, .. fields.Where(field => IsSimple(field.FieldType))
            .Select(field => (field.Name, IsNumber(field.FieldType), (Func<object, object?>)field.GetValue))];
    }

    private static bool IsSimple(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(decimal) || plain == typeof(DateTime)
            || plain == typeof(DateTimeOffset) || plain == typeof(DateOnly) || plain == typeof(TimeSpan) || plain == typeof(Guid));

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && ((plain.IsPrimitive && plain != typeof(bool) && plain != typeof(char)) || plain == typeof(decimal));
}

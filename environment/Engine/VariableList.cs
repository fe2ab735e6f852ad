using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;

namespace Telltale.Workbench.Engine;

/// <summary>The variables of a session as a table: name, type and value, the most recent declaration of each name.</summary>
internal static class VariableList
{
    /// <summary>The table as HTML and as text.</summary>
    public static IReadOnlyDictionary<string, string> Of(ScriptState? state)
    {
        var rows = (state?.Variables ?? []).Reverse().DistinctBy(variable => variable.Name)
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(variable => (variable.Name, Type: TypeName(variable.Type), Value: CellText.Of(variable.Value))).ToList();
        var html = new StringBuilder("<table><thead><tr><th>name</th><th>type</th><th>value</th></tr></thead><tbody>");
        foreach (var (name, type, value) in rows)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{name}</td><td>{WebUtility.HtmlEncode(type)}</td><td>{WebUtility.HtmlEncode(value)}</td></tr>");
        }

        return new Dictionary<string, string>
        {
            ["text/html"] = html.Append("</tbody></table>").ToString(),
            [MimeBundle.PlainText] = rows.Count == 0
                ? "No variables." : string.Join('\n', rows.Select(row => $"{row.Name}  {row.Type}  {row.Value}")),
        };
    }

    /// <summary>The name of a type as C# writes it, without namespaces.</summary>
    private static string TypeName(Type type) => type switch
    {
        { IsArray: true } => $"{TypeName(type.GetElementType()!)}[]",
        { IsGenericType: true } =>
            $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>",
        { IsPrimitive: true } or { Name: "String" or "Object" or "Decimal" } => Keyword(type),
        _ => type.Name,
    };

    private static string Keyword(Type type) => type.Name switch
    {
        "Boolean" => "bool",
        "Int32" => "int",
        "Int64" => "long",
        "Single" => "float",
        "Int16" => "short",
        "IntPtr" or "UIntPtr" or "UInt16" or "UInt32" or "UInt64" => type.Name,
        var name => SyntaxFacts.GetKeywordKind(name.ToLowerInvariant()) == SyntaxKind.None ? name : name.ToLowerInvariant(),
    };
}

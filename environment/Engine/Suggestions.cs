using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Telltale.Workbench.Engine;

/// <summary>Proposes a name for one that the compiler does not know: the closest of those that would be known there.</summary>
internal static class Suggestions
{
    /// <summary>The errors about an unknown name, type, member, and static member.</summary>
    private static readonly string[] UnknownName = ["CS0103", "CS0246", "CS1061", "CS0117"];

    /// <summary>A sentence; null if nothing is close.</summary>
    public static string? For(Diagnostic error, Compilation? compilation)
    {
        if (compilation is null || !UnknownName.Contains(error.Id) || error.Location.SourceTree is not { } tree
            || !compilation.ContainsSyntaxTree(tree)
            || tree.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true) is not SimpleNameSyntax name)
        {
            return null;
        }

        var wanted = name.Identifier.ValueText;
        var closest = Known(compilation.GetSemanticModel(tree), name).Select(symbol => symbol.Name).Distinct()
            .Select(known => (Name: known, Distance: Distance(wanted, known)))
            .Where(known => known.Distance <= Math.Max(1, wanted.Length / 3))
            .OrderBy(known => known.Distance).ThenBy(known => known.Name, StringComparer.Ordinal).FirstOrDefault();
        return closest.Name is null ? null : $"Did you mean '{closest.Name}'?";
    }

    private static ImmutableArray<ISymbol> Known(SemanticModel model, SimpleNameSyntax name)
    {
        if (name.Parent is not MemberAccessExpressionSyntax access || access.Name != name)
        {
            return model.LookupSymbols(name.SpanStart);
        }

        var receiver = model.GetSymbolInfo(access.Expression).Symbol as INamespaceOrTypeSymbol ?? model.GetTypeInfo(access.Expression).Type;
        return receiver is null ? [] : model.LookupSymbols(name.SpanStart, receiver, includeReducedExtensionMethods: true);
    }

    /// <summary>The least number of inserted, deleted and replaced letters (Levenshtein, 1966); upper and lower case are equal.</summary>
    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Telltale.Workbench.Engine;

/// <summary>A NuGet package that a cell refers to.</summary>
internal sealed record Package(string Id, string Version)
{
    private const string Scheme = "nuget:";

    /// <summary>Finds <c>#r "nuget: Id, version"</c> in a cell.</summary>
    /// <param name="code">The cell.</param>
    /// <returns>The packages, and the code with these directives replaced by blanks, so that positions do not change.</returns>
    /// <exception cref="FormatException">A package has no exact version.</exception>
    public static (IReadOnlyList<Package> Packages, string Code) TakeFrom(string code)
    {
        if (!code.Contains(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ([], code);
        }

        var directives = CSharpSyntaxTree.ParseText(code, CellLanguage.Script).GetCompilationUnitRoot().GetReferenceDirectives()
            .Where(directive => directive.File.ValueText.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            .ToList();
        foreach (var span in directives.Select(directive => directive.Span))
        {
            code = code[..span.Start] + Blank(code[span.Start..span.End]) + code[span.End..];
        }

        return ([.. directives.Select(Parse).Distinct()], code);
    }

    public override string ToString() => $"{Id} {Version}";

    private static string Blank(string text) => new([.. text.Select(character => character is '\n' or '\r' ? character : ' ')]);

    private static Package Parse(ReferenceDirectiveTriviaSyntax directive)
    {
        var parts = directive.File.ValueText[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries);
        return parts is [{ Length: > 0 } id, { Length: > 0 } version] && id.Concat(version).All(IsPlain)
            ? new Package(id, version)
            : throw new FormatException(
                $"{directive} has no exact version. Write #r \"nuget: Id, 1.2.3\", so that the notebook stays reproducible.");
    }

    /// <summary>Excludes version ranges and wildcards, which are not reproducible.</summary>
    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '+' or '_';
}

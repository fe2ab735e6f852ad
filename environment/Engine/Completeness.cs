using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Telltale.Workbench.Engine;

/// <summary>Tells a console whether Enter should run what was typed or begin another line.</summary>
internal static class Completeness
{
    /// <summary>"complete", "incomplete" or "invalid", as the Jupyter protocol calls them.</summary>
    public static string Of(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, CellLanguage.Script);
        return !SyntaxFactory.IsCompleteSubmission(tree) ? "incomplete"
            : tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "invalid"
            : "complete";
    }

    /// <summary>The blanks that the next line of incomplete code begins with.</summary>
    public static string Indentation(string code) => new(' ', 4 * Math.Max(0, code.Count(c => c == '{') - code.Count(c => c == '}')));
}

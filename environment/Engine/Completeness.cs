using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Telltale.Workbench.Engine;

/// <summary>Tells a console whether Enter should run the code or start another line.</summary>
internal static class Completeness
{
    /// <summary>"complete", "incomplete" or "invalid", as in the Jupyter protocol.</summary>
    public static string Of(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, CellLanguage.Script);
        return !SyntaxFactory.IsCompleteSubmission(tree) ? "incomplete"
            : tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "invalid"
            : "complete";
    }

    /// <summary>Indentation of the next line of incomplete code.</summary>
    public static string Indentation(string code) => new(' ', 4 * Math.Max(0, code.Count(c => c == '{') - code.Count(c => c == '}')));
}

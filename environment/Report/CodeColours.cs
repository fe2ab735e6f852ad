using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Report;

/// <summary>Highlights C# as HTML: keywords, strings, numbers and comments, as classified by the compiler's lexer.</summary>
internal static class CodeColours
{
    public static string Html(string code) => Unrendered.OnFailure(code, () => Coloured(code));

    private static string Coloured(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, CellLanguage.Script).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia)
            {
                Append(html, trivia.ToFullString(), Kind(trivia));
            }

            Append(html, token.Text, Kind(token));
            foreach (var trivia in token.TrailingTrivia)
            {
                Append(html, trivia.ToFullString(), Kind(trivia));
            }
        }

        return html.ToString();
    }

    private static string? Kind(SyntaxTrivia trivia) => trivia.IsDirective ? "directive"
        : trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia ? "comment"
        : null;

    private static string? Kind(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => "text",
        SyntaxKind.IdentifierToken => token.Text == "var" ? "keyword" : null,
        var kind => SyntaxFacts.IsKeywordKind(kind) ? "keyword" : null,
    };

    private static void Append(StringBuilder html, string text, string? kind)
    {
        var escaped = WebUtility.HtmlEncode(text);
        html.Append(kind is null || text.Length == 0 ? escaped : $"<span class=\"{kind}\">{escaped}</span>");
    }
}

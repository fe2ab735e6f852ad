using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Telltale.Workbench.Engine;

/// <summary>
/// Completions by the compiler alone, until the editor services have started: those need seconds, front ends wait for one. Offers the
/// members after a dot; elsewhere all names in scope and all keywords, of which the services would leave out some.
/// </summary>
internal static class QuickCompletion
{
    private static readonly CompletionText[] Keywords =
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText)
            .Concat(["async", "await", "dynamic", "nameof", "record", "var"]).Select(word => new CompletionText(word, "keyword")),
    ];

    /// <summary>Completions at <paramref name="position"/>, by name; none in strings, comments and directives.</summary>
    /// <param name="model">The cell, as the compiler sees it.</param>
    /// <param name="position">In UTF-16 code units.</param>
    public static Completions At(SemanticModel model, int position)
    {
        var code = model.SyntaxTree.GetText();
        var root = model.SyntaxTree.GetRoot();
        var word = Word(code, position);
        if (IsText(root, position))
        {
            return new Completions(word.Start, word.End, []);
        }

        var typed = code.ToString(TextSpan.FromBounds(word.Start, position));
        var offered = Offered(model, root, word.Start)
            .Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(item => !item.Text.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)
            .DistinctBy(item => item.Text);
        return new Completions(word.Start, word.End, [.. offered]);
    }

    /// <summary>The word to replace, as the editor services choose it: one that is begun ends where it ends, not at the cursor.</summary>
    private static TextSpan Word(SourceText code, int position)
    {
        var (start, end) = (position, position);
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
        {
            start--;
        }

        while (start < position && end < code.Length && SyntaxFacts.IsIdentifierPartCharacter(code[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(start, end);
    }

    private static bool IsText(SyntaxNode root, int position)
    {
        if (position == 0)
        {
            return false;
        }

        var trivia = root.FindTrivia(position - 1);
        var token = root.FindToken(position - 1);
        return trivia.IsDirective
            || trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
            || (token.Span.Contains(position - 1)
                && (token.Parent is LiteralExpressionSyntax { Token.Value: not (null or bool) } or InterpolatedStringTextSyntax
                    || token.Kind() is SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken));
    }

    private static IEnumerable<CompletionText> Offered(SemanticModel model, SyntaxNode root, int start)
    {
        var before = Before(root, start);
        var symbols = before.Parent switch
        {
            MemberAccessExpressionSyntax access when before == access.OperatorToken => Members(model, access.Expression, start),
            MemberBindingExpressionSyntax binding when before == binding.OperatorToken
                && binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access =>
                Members(model, access.Expression, start),
            QualifiedNameSyntax name when before == name.DotToken => Members(model, name.Left, start),
            UsingDirectiveSyntax => model.LookupNamespacesAndTypes(start),
            _ => null,
        };
        var isUsing = before.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { } directive
            && directive.StaticKeyword == default && directive.Alias is null;
        return (symbols ?? model.LookupSymbols(start))
            .Where(symbol => symbol.CanBeReferencedByName && IsBrowsable(symbol) && (!isUsing || symbol is INamespaceSymbol))
            .Select(symbol => new CompletionText(symbol.Name, Kind(symbol)))
            .Concat(symbols is null ? Keywords : []);
    }

    /// <summary>The token before a position, over the space between them.</summary>
    private static SyntaxToken Before(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        while (token != default && (token.SpanStart >= position || token.IsMissing))
        {
            token = token.GetPreviousToken(includeZeroWidth: false);
        }

        return token;
    }

    private static IEnumerable<ISymbol> Members(SemanticModel model, ExpressionSyntax receiver, int start)
    {
        if (model.GetSymbolInfo(receiver).Symbol is INamespaceOrTypeSymbol container)
        {
            return model.LookupSymbols(start, container)
                .Where(symbol => container switch
                {
                    INamespaceSymbol => true,
                    INamedTypeSymbol { TypeKind: TypeKind.Enum } => symbol is IFieldSymbol,
                    _ => symbol.IsStatic || symbol is INamedTypeSymbol,
                });
        }

        return model.GetTypeInfo(receiver).Type is { TypeKind: not TypeKind.Error } type
            ? model.LookupSymbols(start, type, includeReducedExtensionMethods: true)
                .Where(symbol => symbol is not INamedTypeSymbol && !symbol.IsStatic)
            : [];
    }

    private static bool IsBrowsable(ISymbol symbol) => !symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass is { Name: nameof(System.ComponentModel.EditorBrowsableAttribute) }
        && attribute.ConstructorArguments is [{ Value: (int)System.ComponentModel.EditorBrowsableState.Never }]);

    /// <summary>The words that the editor services use.</summary>
    private static string Kind(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Struct } => "structure",
        INamedTypeSymbol type => type.TypeKind.ToString().ToLowerInvariant(),
        IMethodSymbol { MethodKind: MethodKind.ReducedExtension } => "extensionmethod",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enummember",
        IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true } => "constant",
        _ => symbol.Kind.ToString().ToLowerInvariant(),
    };
}

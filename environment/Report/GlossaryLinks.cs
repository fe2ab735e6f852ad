using System.Net;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Telltale.Workbench.Report;

/// <summary>Explains terms where a notebook first uses them: a link to the glossary that shows the meaning on hover.</summary>
/// <param name="glossary">The terms.</param>
internal sealed class GlossaryLinks(Glossary glossary)
{
    private readonly HashSet<Term> explained = [];

    /// <summary>Marks terms in paragraphs, not in headings, links or code.</summary>
    public void Mark(MarkdownDocument document)
    {
        foreach (var literal in document.Descendants<ParagraphBlock>().Where(paragraph => paragraph.Inline is not null)
            .SelectMany(paragraph => paragraph.Inline!.Descendants<LiteralInline>()).Where(literal => !IsInLink(literal)).ToList())
        {
            Mark(literal);
        }
    }

    private void Mark(LiteralInline literal)
    {
        var (text, position) = (literal.Content.ToString(), 0);
        foreach (System.Text.RegularExpressions.Match match in glossary.Pattern.Matches(text))
        {
            var term = glossary.ByName[match.Groups[1].Value];
            if (explained.Add(term))
            {
                literal.InsertBefore(new LiteralInline(text[position..match.Index]));
                literal.InsertBefore(new HtmlInline($"<a class=\"term\" href=\"#{term.Anchor}\" " +
                    $"title=\"{Escape(term.Meaning)}\">{Escape(match.Value)}</a>"));
                position = match.Index + match.Length;
            }
        }

        literal.Content = new StringSlice(text[position..]);
    }

    private static bool IsInLink(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline)
            {
                return true;
            }
        }

        return false;
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Telltale.Workbench.Report;

/// <summary>A term and what it means.</summary>
/// <param name="Anchor">Its id on the page.</param>
/// <param name="Names">What it is called; the first name is its usual one.</param>
/// <param name="Meaning">Plain text.</param>
internal sealed record Term(string Anchor, IReadOnlyList<string> Names, string Meaning);

/// <summary>The terms of <c>docs/glossary.md</c>, by heading: a section of the page, and explanations where a term is first used.</summary>
internal sealed partial class Glossary
{
    /// <summary>Words that everyone knows, or that mean more than one thing.</summary>
    private static readonly HashSet<string> Unmarked = new(StringComparer.OrdinalIgnoreCase)
    {
        "real", "source", "method", "group", "mask", "original", "score", "value", "metric", "prediction", "precision", "statistics",
        "step", "batch", "chart", "seed", "trace", "measured", "manifest", "edited", "authentic", "synthetic", "layout", "activations",
    };

    private readonly List<(string Heading, List<Term> Terms)> parts = [];

    private Glossary(string markdown)
    {
        var document = Markdown.Parse(markdown, new MarkdownPipelineBuilder().UsePipeTables().Build());
        foreach (var block in document)
        {
            if (block is HeadingBlock { Level: 2 } heading)
            {
                parts.Add((Text(heading.Inline!), []));
            }
            else if (block is Table table)
            {
                parts[^1].Terms.AddRange(table.OfType<TableRow>().Where(row => !row.IsHeader).Select(OfRow));
            }
        }

        var names = parts.SelectMany(part => part.Terms).SelectMany(term => term.Names.Select(name => (name, term)))
            .Where(entry => !Unmarked.Contains(entry.name)).DistinctBy(entry => entry.name.ToLowerInvariant());
        ByName = names.ToDictionary(entry => entry.name, entry => entry.term, StringComparer.OrdinalIgnoreCase);
        var pattern = string.Join('|', ByName.Keys.OrderByDescending(name => name.Length).Select(Regex.Escape));
        Pattern = new Regex($@"(?<![\w-])({pattern})(s|es)?(?![\w-])", RegexOptions.IgnoreCase);
    }

    /// <summary>Terms that are explained where they are used.</summary>
    public IReadOnlyDictionary<string, Term> ByName { get; }

    /// <summary>Matches any of these terms; the first group is its name.</summary>
    public Regex Pattern { get; }

    /// <summary>The glossary of the kit.</summary>
    public static Glossary OfTheKit() => new(ReportPage.Resource("glossary.md"));

    /// <summary>The section of the page.</summary>
    public string Html()
    {
        var html = new StringBuilder();
        foreach (var (heading, terms) in parts)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<details class=\"glossary\"><summary>{Escape(heading)} <span>{terms.Count} terms</span></summary>\n<dl>\n");
            foreach (var term in terms)
            {
                html.Append($"<dt id=\"{term.Anchor}\">{Escape(string.Join(", ", term.Names))}</dt><dd>{Escape(term.Meaning)}</dd>\n");
            }

            html.Append("</dl></details>\n");
        }

        return html.ToString();
    }

    private static Term OfRow(TableRow row)
    {
        var cells = row.OfType<TableCell>().Select(cell => string.Concat(cell.Descendants<LeafBlock>()
            .Select(leaf => Text(leaf.Inline!)))).ToArray();
        var names = cells[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Parenthesis().Replace(name, "").Trim()).ToArray();
        return new("term-" + NotInAnchors().Replace(names[0].ToLowerInvariant(), "-").Trim('-'), names, cells[1]);
    }

    private static string Text(ContainerInline inline) => string.Concat(inline.Descendants().Select(part => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex Parenthesis();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInAnchors();
}

using System.Net;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Report;

/// <summary>A heading of the page, for the contents list.</summary>
/// <param name="Anchor">Its id on the page.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Level">1 for a notebook's title.</param>
internal sealed record Heading(string Anchor, string Text, int Level);

/// <summary>Renders the Markdown cells of one notebook.</summary>
/// <param name="anchor">Prefix of the ids of its headings.</param>
/// <param name="folder">The folder that relative image paths refer to.</param>
/// <param name="pageAnchors">File name to anchor, for links from one notebook to another on the same page.</param>
/// <param name="glossary">Terms that are explained where they are first used.</param>
internal sealed class Prose(string anchor, string folder, IReadOnlyDictionary<string, string> pageAnchors, Glossary glossary)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().UseMathematics().Build();

    private readonly List<Heading> headings = [];
    private readonly GlossaryLinks terms = new(glossary);

    /// <summary>The headings rendered so far.</summary>
    public IReadOnlyList<Heading> Headings => headings;

    public string Html(NotebookCell cell) => Unrendered.BlockOnFailure(cell.Source, () => Rendered(cell));

    private string Rendered(NotebookCell cell)
    {
        var document = Markdown.Parse(cell.Source, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            Place(heading);
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = link.IsImage ? EmbeddedImage.Of(link.Url, folder, cell.Attachments) : Local(link.Url);
        }

        terms.Mark(document);
        return Rendered(document);
    }

    /// <summary>Renders a page of the documentation, without its title.</summary>
    public static string Html(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var title in document.OfType<HeadingBlock>().Where(heading => heading.Level == 1).ToList())
        {
            document.Remove(title);
        }

        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(heading.Level + 1, 6);
        }

        return Rendered(document);
    }

    private static string Rendered(MarkdownDocument document)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new FormulaRenderer());
        renderer.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new DisplayedFormulaRenderer());
        renderer.Render(document);
        return writer.ToString();
    }

    /// <summary>Moves a heading one level down, below the page's title, and gives it an id unique on the page.</summary>
    private void Place(HeadingBlock heading)
    {
        var text = string.Concat(heading.Inline?.Descendants().Select(PlainText) ?? []);
        var entry = new Heading($"{anchor}-{headings.Count + 1}", text, heading.Level);
        headings.Add(entry);
        heading.GetAttributes().Id = entry.Anchor;
        heading.Level = Math.Min(heading.Level + 1, 6);
    }

    private static string PlainText(MarkdownObject inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline formula => formula.Content.ToString(),
        _ => "",
    };

    private string? Local(string? url) => url is not null && pageAnchors.TryGetValue(url, out var target) ? "#" + target : url;

    /// <summary>Sets a formula as MathML, or shows its source if it is beyond <see cref="MathMl"/>.</summary>
    private static string Formula(string tex, bool isBlock) =>
        MathMl.Of(tex, isBlock) ?? $"<i class=\"formula\">{WebUtility.HtmlEncode(tex)}</i>";

    private sealed class FormulaRenderer : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write(Formula(formula.Content.ToString(), isBlock: false));
    }

    private sealed class DisplayedFormulaRenderer : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula) =>
            renderer.Write("<p>").Write(Formula(formula.Lines.ToString(), isBlock: true)).Write("</p>");
    }
}

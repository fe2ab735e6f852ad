using System.Text.RegularExpressions;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Report;

namespace Telltale.Tests.Workbench.Report;

public class ProseTests
{
    [Theory]
    [InlineData(@"\frac{2PR}{P + R}",
        "<mfrac><mrow><mn>2</mn><mi>P</mi><mi>R</mi></mrow><mrow><mi>P</mi><mo>+</mo><mi>R</mi></mrow></mfrac>")]
    [InlineData("F_1 \\le x^{2}", "<msub><mi>F</mi><mn>1</mn></msub><mo>≤</mo><msup><mi>x</mi><mrow><mn>2</mn></mrow></msup>")]
    [InlineData(@"\mathrm{IoU} - 0.5", "<mtext>IoU</mtext><mo>−</mo><mn>0.5</mn>")]
    public void Formulas_are_set_as_mathematics(string tex, string mathml) =>
        Assert.Equal($"<math><mrow>{mathml}</mrow></math>", MathMl.Of(tex));

    [Theory]
    [InlineData(@"\unknown{x}")]
    [InlineData("{x")]
    [InlineData("x}")]
    [InlineData("_")]
    [InlineData(@"\")]
    [InlineData(@"\text{x")]
    public void Tex_beyond_that_is_left_alone(string tex) => Assert.Null(MathMl.Of(tex));

    [Fact]
    public void Every_formula_of_the_notebooks_is_set()
    {
        var formulas = Repository.Notebooks.SelectMany(path => Notebook.Read(path).Cells).Where(cell => cell.Kind == CellKind.Markdown)
            .SelectMany(cell => Regex.Matches(cell.Source, @"\$\$?([^$]+)\$\$?")).Select(match => match.Groups[1].Value.Trim()).ToList();
        Assert.NotEmpty(formulas);
        Assert.All(formulas, formula => Assert.True(MathMl.Of(formula) is not null, formula));
    }

    [Fact]
    public void Tex_that_is_left_alone_is_shown_as_text() =>
        Assert.Contains(@"<i class=""formula"">\unknown{&lt;b&gt;}</i>", Html(@"Here: $\unknown{<b>}$"), StringComparison.Ordinal);

    [Fact]
    public void A_term_is_explained_where_a_notebook_first_uses_it_and_not_in_headings_links_or_code()
    {
        var html = Html("# Balanced accuracy\n\n`ROC AUC`, [ROC AUC](x.html). The balanced accuracy, and the balanced accuracy again; " +
            "two thresholds.");
        Assert.Equal(["balanced accuracy", "thresholds"], Regex.Matches(html, "class=\"term\"[^>]*>([^<]+)<")
            .Select(match => match.Groups[1].Value));
        Assert.Contains("title=\"mean of recall and specificity", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_term_of_the_glossary_has_an_anchor_of_its_own()
    {
        var ids = Regex.Matches(Glossary.OfTheKit().Html(), "<dt id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToArray();
        Assert.True(ids.Length > 50);
        Assert.Equal(ids.Distinct(), ids);
    }

    private static string Html(string markdown)
    {
        var cell = Notebook.Parse(NotebookFile.Text(NotebookFile.Prose(markdown))).Cells[0];
        return new Prose("a", "/", new Dictionary<string, string>(), Glossary.OfTheKit()).Html(cell);
    }

    [Theory]
    [InlineData("a sentence that is longer than a phone is wide", true)]
    [InlineData("a  1\nbc 2", false)]
    public void Printed_sentences_wrap_and_columns_do_not(string text, bool wraps)
    {
        var html = new OutputHtml(new PlotlyScript()).Html(new System.Text.Json.Nodes.JsonObject
        {
            ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text,
        });
        Assert.Equal(wraps, html.Contains("stdout prose", StringComparison.Ordinal));
    }
}

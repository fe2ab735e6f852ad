using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Telltale.Plots;
using Telltale.Workbench.Engine;
using Telltale.Workbench.Notebooks;
using Notebook = Telltale.Workbench.Notebooks.Notebook;

namespace Telltale.Tests.Notebooks;

/// <summary>What every committed notebook has in common.</summary>
public partial class NotebookSourceTests
{
    private const int LongestCell = 12;

    /// <summary>They build by hand what the library has, to show how it works, and may therefore define functions and types.</summary>
    private static readonly string[] FromScratch = ["01b-network-from-scratch.ipynb", "04b-skip-connections.ipynb"];

    public static TheoryData<string> Notebooks => [.. Repository.Notebooks.Select(path => Path.GetFileName(path))];

    public static TheoryData<string> OfTheLibrary =>
        [.. Repository.Notebooks.Select(path => Path.GetFileName(path)).Except(FromScratch)];

    [Fact]
    public void Every_exercise_with_a_check_stands_in_a_notebook_once_and_in_order() => Assert.Equal(
        Exercise.Numbers,
        FromScratch.SelectMany(Code).Select(cell => Check().Match(cell.Source)).Where(match => match.Success)
            .Select(match => match.Groups["number"].Value));

    [Fact]
    public void All_have_the_same_set_up_cell() =>
        Assert.Single(Notebooks.Select(name => Code(name)[0].Source).Distinct());

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_kernel_is_named(string name)
    {
        var kernel = Read(name).Metadata["kernelspec"]!;
        Assert.Equal((".net-csharp", "C#"), ((string?)kernel["name"], (string?)kernel["language"]));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void No_output_is_committed(string name) =>
        Assert.All(Code(name), cell => Assert.True(cell.Outputs.Count == 0 && cell.ExecutionCount is null, cell.Source));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Cells_are_short(string name) =>
        Assert.All(Code(name), cell => Assert.True(cell.Source.Split('\n').Length <= LongestCell, cell.Source));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Prose_stands_before_every_cell(string name)
    {
        var cells = Read(name).Cells;
        Assert.Equal(CellKind.Markdown, cells[0].Kind);
        Assert.All(cells.Zip(cells.Skip(1)),
            pair => Assert.False(pair.First.Kind == CellKind.Code && pair.Second.Kind == CellKind.Code, pair.Second.Source));
    }

    [Theory]
    [InlineData("01-data.ipynb")]
    [InlineData("02-detection.ipynb")]
    [InlineData("03-collapse.ipynb")]
    [InlineData("04-bias.ipynb")]
    [InlineData("05-localization.ipynb")]
    [InlineData("06-thresholds.ipynb")]
    [InlineData("07-masks.ipynb")]
    [InlineData("08-paper-tables.ipynb")]
    [InlineData("10-your-own-data.ipynb")]
    [InlineData("01b-network-from-scratch.ipynb")]
    [InlineData("04b-skip-connections.ipynb")]
    public void The_last_cell_states_what_the_run_showed(string name) =>
        Assert.StartsWith("Conclusions.Record(", Code(name)[^1].Source, StringComparison.Ordinal);

    /// <summary>What a notebook needs belongs into the library, where it is tested.</summary>
    [Theory]
    [MemberData(nameof(OfTheLibrary))]
    public void Cells_define_no_functions_and_no_types(string name) => Assert.All(
        Code(name).SelectMany(Members),
        member => Assert.False(
            member is BaseTypeDeclarationSyntax or MethodDeclarationSyntax or DelegateDeclarationSyntax
                or GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax }
                || Variables(member).Any(variable => variable.Initializer?.Value is AnonymousFunctionExpressionSyntax),
            member.ToString()));

    /// <summary>Both hosts run the same notebooks: what fails or means something else in one of them is not used.</summary>
    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Cells_are_portable(string name) => Assert.All(Code(name), cell =>
    {
        Assert.DoesNotMatch(Magic(), cell.Source);
        Assert.Empty(Package.TakeFrom(cell.Source).Packages);
        Assert.All(Members(cell), member => Assert.False(
            member is BaseNamespaceDeclarationSyntax
                or FieldDeclarationSyntax { Modifiers: [{ RawKind: (int)SyntaxKind.UsingKeyword }, ..] }
                or GlobalStatementSyntax
                    { Statement: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword } },
            member.ToString()));
        Assert.DoesNotContain(Members(cell).SelectMany(member => member.DescendantNodes()).OfType<InvocationExpressionSyntax>(),
            call => call.Expression.ToString() == "HTML");
    });

    private static IEnumerable<MemberDeclarationSyntax> Members(NotebookCell cell) =>
        CSharpSyntaxTree.ParseText(cell.Source, CellLanguage.Script).GetCompilationUnitRoot().Members;

    private static SeparatedSyntaxList<VariableDeclaratorSyntax> Variables(MemberDeclarationSyntax member) =>
        member is FieldDeclarationSyntax field ? field.Declaration.Variables : [];

    private static NotebookCell[] Code(string name) => [.. Read(name).Cells.Where(cell => cell.Kind == CellKind.Code)];

    private static Notebook Read(string name) => Notebook.Read(Path.Combine(Repository.Root, "notebooks", name));

    [GeneratedRegex(@"^Exercise\.Check\(""(?<number>[^""]+)"", null\)$")]
    private static partial Regex Check();

    [GeneratedRegex(@"^\s*#[!i]\b|^\s*#!", RegexOptions.Multiline)]
    private static partial Regex Magic();
}

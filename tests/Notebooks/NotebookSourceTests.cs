using Telltale.Environment.Notebooks;

namespace Telltale.Tests.Notebooks;

/// <summary>What every committed notebook has in common.</summary>
public class NotebookSourceTests
{
    private const int LongestCell = 12;

    public static TheoryData<string> Notebooks => [.. Repository.Notebooks.Select(path => Path.GetFileName(path))];

    [Fact]
    public void All_have_the_same_set_up_cell() =>
        Assert.Single(Notebooks.Select(name => Code(name)[0].Source).Distinct());

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
        var cells = Read(name);
        Assert.Equal(CellKind.Markdown, cells[0].Kind);
        Assert.All(cells.Zip(cells.Skip(1)), pair => Assert.False(pair.First.Kind == CellKind.Code && pair.Second.Kind == CellKind.Code, pair.Second.Source));
    }

    private static NotebookCell[] Code(string name) => [.. Read(name).Where(cell => cell.Kind == CellKind.Code)];

    private static IReadOnlyList<NotebookCell> Read(string name) => Notebook.Read(Path.Combine(Repository.Root, "notebooks", name)).Cells;
}

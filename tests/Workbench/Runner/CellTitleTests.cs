using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Runner;

public class CellTitleTests
{
    private static readonly IReadOnlyList<NotebookCell> Cells = Notebook.Parse(NotebookFile.Text(
        Prose("# A title\n\nWords.\n\n## The step\nMore."), Code("first();"), Code("\n  second();\nthird();"), Prose("No heading."),
        Code("fourth();"))).Cells;

    [Theory]
    [InlineData(1, "The step")]
    [InlineData(2, "second();")]
    [InlineData(4, "fourth();")]
    public void A_cell_is_called_by_the_heading_before_it_or_its_first_line(int cell, string title) =>
        Assert.Equal(title, CellTitle.Of(Cells, cell));
}

using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Notebooks;

/// <summary>The kit's notebooks in the kit's kernel, as Jupyter executes them.</summary>
public sealed class KernelRunTests(OwnKernelRuns kernel) : IClassFixture<OwnKernelRuns>
{
    [Theory]
    [MemberData(nameof(NotebookRunTests.Notebooks), MemberType = typeof(NotebookRunTests))]
    public void A_notebook_runs_in_Jupyter(string notebook)
    {
        var cells = kernel.Of(notebook).Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        Assert.Equal(Enumerable.Range(1, cells.Count), cells.Select(cell => cell.ExecutionCount ?? 0));
        Assert.All(cells.SelectMany(cell => cell.Outputs), output => Assert.NotEqual("error", (string?)output!["output_type"]));
    }
}

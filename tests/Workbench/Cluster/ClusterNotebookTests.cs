using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Workbench.Cluster;

public class ClusterNotebookTests
{
    /// <summary>Otherwise its tasks would train what notebook 9 does not look for.</summary>
    [Fact]
    public void The_array_for_notebook_9_prepares_images_and_recipes_as_notebook_9_does()
    {
        string[] prepared = ["var few", "var all", "var sample", "var images", "var recipes"];
        var lines = Lines("environment/cluster/ablation.ipynb")
            .Where(line => prepared.Any(start => line.StartsWith(start, StringComparison.Ordinal))).ToList();
        Assert.Equal(5, lines.Count);
        Assert.Subset(Lines("notebooks/09-cures.ipynb").ToHashSet(), lines.ToHashSet());
    }

    private static IEnumerable<string> Lines(string notebook) =>
        Notebook.Read(Path.Combine(Repository.Root, notebook)).Cells.SelectMany(cell => cell.Source.Split('\n'));
}

using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Workbench.Cluster;

public class ClusterNotebookTests
{
    /// <summary>Otherwise its tasks would train what the notebook does not look for.</summary>
    [Theory]
    [InlineData("ablation", "09-cures", "few all sample images recipes")]
    [InlineData("localizer", "05-localization", "corpus split size brief narrow")]
    public void An_array_prepares_images_and_trainings_as_its_notebook_does(string array, string notebook, string variables)
    {
        string[] prepared = [.. variables.Split(' ').Select(variable => $"var {variable} = ")];
        var lines = Lines($"environment/cluster/{array}.ipynb")
            .Where(line => prepared.Any(start => line.StartsWith(start, StringComparison.Ordinal))).ToList();
        Assert.Equal(prepared.Length, lines.Count);
        Assert.Subset(Lines($"notebooks/{notebook}.ipynb").ToHashSet(), lines.ToHashSet());
    }

    [Fact]
    public void The_tasks_for_notebook_5_are_given_what_its_replay_is()
    {
        const string Arguments = "(split, narrow, size, brief, profile.Seeds";
        Assert.Contains($"var tasks = LocalizerReplay.Tasks{Arguments});", Lines("environment/cluster/localizer.ipynb"));
        Assert.Single(Lines("notebooks/05-localization.ipynb"),
            line => line.Contains($"LocalizerReplay.Run{Arguments}, ", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(string notebook) =>
        Notebook.Read(Path.Combine(Repository.Root, notebook)).Cells.SelectMany(cell => cell.Source.Split('\n'));
}

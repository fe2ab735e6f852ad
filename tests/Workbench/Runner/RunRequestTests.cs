using Telltale.Workbench;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Runner;

public sealed class RunRequestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunRequestTests()
    {
        Directory.CreateDirectory(folder.File("notebooks"));
        foreach (var name in new[] { "10-last", "01-first", "02-second" })
        {
            Write(folder, $"notebooks/{name}.ipynb", Code("1"));
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_arguments_all_notebooks_run_in_the_order_of_their_names()
    {
        var request = RunRequest.Parse([], folder.Root);
        Assert.Equal(["01-first.ipynb", "02-second.ipynb", "10-last.ipynb"], request.Notebooks.Select(Path.GetFileName));
        Assert.Equal(folder.File("artifacts"), request.Output);
    }

    [Theory]
    [InlineData("02-second")]
    [InlineData("02-second.ipynb")]
    public void A_name_is_looked_up_below_notebooks(string name) =>
        Assert.Equal([folder.File("notebooks/02-second.ipynb")], RunRequest.Parse([name], folder.Root).Notebooks);

    [Fact]
    public void Paths_folders_and_an_output_folder_are_accepted_in_any_order()
    {
        var own = Write(folder, "own.ipynb", Code("1"));
        var request = RunRequest.Parse([own, "--output", folder.File("elsewhere"), folder.File("notebooks")], folder.Root);
        Assert.Equal(4, request.Notebooks.Count);
        Assert.Equal(own, request.Notebooks[0]);
        Assert.Equal(folder.File("elsewhere"), request.Output);
    }

    [Theory]
    [InlineData("missing", "Notebook 'missing' not found")]
    [InlineData("--fast", "Unknown option '--fast'")]
    [InlineData("--output", "--output needs a folder")]
    public void What_cannot_be_run_is_refused(string argument, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<UsageException>(() => RunRequest.Parse([argument], folder.Root)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_notebooks_of_one_name_are_refused()
    {
        var own = Write(folder, "01-first.ipynb", Code("1"));
        Assert.Throws<UsageException>(() => RunRequest.Parse([own, "01-first"], folder.Root));
    }
}

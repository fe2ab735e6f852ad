using Telltale.Tests.Workbench.Kernel;
using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Notebooks;

/// <summary>The kit's notebooks in the kernel that the kit installs, each in a kernel of its own.</summary>
public sealed class OwnKernelRuns(NotebookRuns runs) : KernelRuns(runs, isInteractive: false);

/// <summary>The kit's notebooks in the kernel of .NET Interactive; one runs them all, since it takes 15 seconds to be ready.</summary>
public sealed class InteractiveKernelRuns(NotebookRuns runs) : KernelRuns(runs, isInteractive: true);

/// <summary>
/// The kit's notebooks as Jupyter executes them, all at once for all tests that look at them. What the runner has trained is not trained
/// again: this is about the kernel.
/// </summary>
public abstract class KernelRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> output;

    private protected KernelRuns(NotebookRuns runs, bool isInteractive) => output = new(() =>
    {
        using var jupyter = new JupyterPeer("jupyter-nbconvert", "nbconvert", isInteractive);
        // One kernel shows the names of a notebook to those after it: last are the two that build a network and import all of torch.
        var notebooks = Repository.Notebooks.OrderBy(path => File.ReadAllText(path).Contains("using static", StringComparison.Ordinal));
        jupyter.Execute(notebooks.Select(path => (path, runs.CacheOf(Path.GetFileName(path)))), folder.Root);
        return folder.Root;
    });

    /// <summary>A notebook as it was executed; skips the test where Jupyter is missing.</summary>
    /// <param name="notebook">The file's name.</param>
    internal Notebook Of(string notebook) => Notebook.Read(Path.Combine(output.Value, notebook));

    public void Dispose() => folder.Dispose();
}

namespace Telltale.Workbench.Kernel;

/// <summary>Takes back what <see cref="InstallVerb"/> did.</summary>
internal sealed class UninstallVerb : IVerb
{
    public string Name => "uninstall";

    public string Arguments => "";

    public IReadOnlyList<string> Description => ["Removes the C# kernel from Jupyter; a kernel of .NET Interactive stays."];

    public Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
            throw new UsageException("uninstall takes nothing more.");
        var removed = new KernelSpec(JupyterFolders.Find()).Uninstall();
        Console.WriteLine(removed.Count > 0 ? $"Removed {string.Join(" and ", removed)}" : "Nothing was registered.");
        return Task.FromResult(0);
    }
}

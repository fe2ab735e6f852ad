namespace Telltale.Workbench.Kernel;

/// <summary>Removes the kernel that <see cref="InstallVerb"/> registered.</summary>
internal sealed class UninstallVerb : IVerb
{
    public string Name => "uninstall";

    public string Arguments => "";

    public IReadOnlyList<string> Description => ["Removes the C# kernel from Jupyter; does not touch .NET Interactive's."];

    public Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
        {
            throw new UsageException("uninstall takes no arguments.");
        }

        var removed = new KernelSpec(JupyterFolders.Find()).Uninstall();
        Console.WriteLine(removed.Count > 0 ? $"Removed {string.Join(" and ", removed)}" : "Nothing was registered.");
        return Task.FromResult(0);
    }
}

namespace Telltale.Workbench.Kernel;

/// <summary>Registers the kernel with Jupyter.</summary>
internal sealed class InstallVerb : IVerb
{
    public string Name => "install";

    public string Arguments => "";

    public IReadOnlyList<string> Description =>
    [
        "Registers the C# kernel with Jupyter for this user: JupyterLab, VS Code and nbconvert then run the notebooks.",
        $"Its name is {KernelSpec.SharedName}, which the notebooks ask for; where that belongs to .NET Interactive, {KernelSpec.OwnName}.",
    ];

    public Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
            throw new UsageException("install takes nothing more.");
        var (name, folder) = new KernelSpec(JupyterFolders.Find()).Install();
        Console.WriteLine($"Registered '{name}' in {folder}");
        if (name != KernelSpec.SharedName)
            Console.WriteLine($"'{KernelSpec.SharedName}' belongs to .NET Interactive and stays as it is. Choose 'Telltale (C#)' in the notebook's list of kernels.");
        return Task.FromResult(0);
    }
}

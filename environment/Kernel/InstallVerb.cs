namespace Telltale.Workbench.Kernel;

/// <summary>Registers the kernel with Jupyter.</summary>
internal sealed class InstallVerb : IVerb
{
    public string Name => "install";

    public string Arguments => "";

    public IReadOnlyList<string> Description =>
    [
        "Registers the C# kernel with Jupyter for the current user, for JupyterLab, VS Code and nbconvert.",
        $"The kernel's name is {KernelSpec.SharedName}, as in the notebooks, or {KernelSpec.OwnName} if .NET Interactive uses that name.",
    ];

    public Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
        {
            throw new UsageException("install takes no arguments.");
        }

        var (name, folder) = new KernelSpec(JupyterFolders.Find()).Install();
        Console.WriteLine($"Registered '{name}' in {folder}");
        if (name != KernelSpec.SharedName)
        {
            Console.WriteLine(
                $"'{KernelSpec.SharedName}' belongs to .NET Interactive and was not changed. Choose 'Telltale (C#)' in the notebook.");
        }

        return Task.FromResult(0);
    }
}

namespace Telltale.Workbench.Kernel;

/// <summary>Registers the kernel with Jupyter.</summary>
internal sealed class InstallVerb : IVerb
{
    public string Name => "install";

    public string Arguments => "";

    public IReadOnlyList<string> Description =>
    [
        "Registers the C# kernel with Jupyter for the current user, for JupyterLab, VS Code and nbconvert.",
        $"The kernel's names are {KernelSpec.SharedName}, as in the notebooks, unless .NET Interactive has it, and {KernelSpec.OwnName}.",
    ];

    public Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
        {
            throw new UsageException("install takes no arguments.");
        }

        var registered = new KernelSpec(JupyterFolders.Find()).Install();
        foreach (var (name, folder) in registered)
        {
            Console.WriteLine($"Registered '{name}' in {folder}");
        }

        Console.WriteLine(registered[0].Name == KernelSpec.SharedName
            ? $"'dotnet interactive jupyter install' overwrites '{KernelSpec.SharedName}'; then choose 'Telltale (C#)' in the notebook."
            : $"'{KernelSpec.SharedName}' belongs to .NET Interactive and was not changed. Choose 'Telltale (C#)' in the notebook.");

        return Task.FromResult(0);
    }
}

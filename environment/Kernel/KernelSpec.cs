using System.Text.Json;
using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Kernel;

/// <summary>The entry by which Jupyter knows this kernel: a folder with a <c>kernel.json</c>.</summary>
internal sealed class KernelSpec
{
    /// <summary>The name that the notebooks ask for, which .NET Interactive's C# kernel bears too.</summary>
    public const string SharedName = ".net-csharp";

    /// <summary>The name where the other is taken.</summary>
    public const string OwnName = "telltale-csharp";

    private const string FileName = "kernel.json";
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    private readonly JupyterFolders folders;

    /// <param name="folders">Where kernels are registered.</param>
    public KernelSpec(JupyterFolders folders) => this.folders = folders;

    /// <summary>Registers this program.</summary>
    /// <returns>The name and the folder.</returns>
    public (string Name, string Folder) Install()
    {
        var taken = folders.Kernels.Select(kernels => Path.Combine(kernels, SharedName)).Any(folder => IsThere(folder) && !IsOurs(folder));
        var name = taken ? OwnName : SharedName;
        var folder = Path.Combine(folders.UserKernels, name);
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, FileName), Content(taken ? "Telltale (C#)" : ".NET (C#)").ToJsonString(Layout) + "\n");
        return (name, folder);
    }

    /// <summary>Removes what <see cref="Install"/> registered.</summary>
    /// <returns>The folders removed.</returns>
    public IReadOnlyList<string> Uninstall()
    {
        var ours = new[] { SharedName, OwnName }.Select(name => Path.Combine(folders.UserKernels, name)).Where(folder => IsThere(folder) && IsOurs(folder)).ToList();
        foreach (var folder in ours)
            Directory.Delete(folder, recursive: true);
        return ours;
    }

    private static string Program => typeof(KernelSpec).Assembly.Location;

    /// <summary>Jupyter starts the built program itself: a build in between would be slow, and may fail.</summary>
    private static JsonObject Content(string displayName) => new()
    {
        ["argv"] = new JsonArray(DotNet.Path, "exec", Program, KernelVerb.Word, "{connection_file}"),
        ["display_name"] = displayName,
        ["language"] = "C#",
        // Interrupts come as messages: a signal does not reach every kernel that Jupyter starts.
        ["interrupt_mode"] = "message",
    };

    private static bool IsThere(string folder) => File.Exists(Path.Combine(folder, FileName));

    private static bool IsOurs(string folder) =>
        File.ReadAllText(Path.Combine(folder, FileName)).Contains(Path.GetFileName(Program), StringComparison.Ordinal);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Kernel;

/// <summary>Registers this kernel with Jupyter: a folder with a <c>kernel.json</c>.</summary>
internal sealed class KernelSpec
{
    /// <summary>The kernel name in the notebooks, which .NET Interactive's C# kernel uses too.</summary>
    public const string SharedName = ".net-csharp";

    /// <summary>The name if the other is in use.</summary>
    public const string OwnName = "telltale-csharp";

    private const string FileName = "kernel.json";
    private static readonly string[] Logos = ["logo-svg.svg", "logo-64x64.png", "logo-32x32.png"];
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    private readonly JupyterFolders folders;

    /// <param name="folders">The folders of registered kernels.</param>
    public KernelSpec(JupyterFolders folders) => this.folders = folders;

    /// <summary>
    /// Registers this program under its own name, and under the shared one unless that belongs to .NET Interactive. The own name remains
    /// where .NET Interactive is registered later, for it overwrites the shared one.
    /// </summary>
    /// <returns>Names and folders; the name that the notebooks should use first.</returns>
    public IReadOnlyList<(string Name, string Folder)> Install()
    {
        var taken = folders.Kernels.Select(kernels => Path.Combine(kernels, SharedName)).Any(folder => IsThere(folder) && !IsOurs(folder));
        var own = (OwnName, Register(OwnName, "Telltale (C#)"));
        return taken ? [own] : [(SharedName, Register(SharedName, ".NET (C#)")), own];
    }

    private string Register(string name, string displayName)
    {
        var folder = Path.Combine(folders.UserKernels, name);
        Directory.CreateDirectory(folder);
        WriteLogos(folder);
        WholeFile.Write(Path.Combine(folder, FileName), Content(displayName).ToJsonString(Layout) + "\n");
        return folder;
    }

    /// <summary>Removes what <see cref="Install"/> registered.</summary>
    /// <returns>The folders removed.</returns>
    public IReadOnlyList<string> Uninstall()
    {
        var ours = new[] { SharedName, OwnName }.Select(name => Path.Combine(folders.UserKernels, name))
            .Where(folder => IsThere(folder) && IsOurs(folder)).ToList();
        foreach (var folder in ours)
        {
            Directory.Delete(folder, recursive: true);
        }

        return ours;
    }

    private static string Program => typeof(KernelSpec).Assembly.Location;

    /// <summary>Jupyter starts the built program, because building first would be slow and could fail.</summary>
    private static JsonObject Content(string displayName) => new()
    {
        ["argv"] = new JsonArray(DotNet.Path, "exec", Program, KernelVerb.Word, "{connection_file}"),
        ["display_name"] = displayName,
        ["language"] = "C#",
        // Interrupts are sent as messages, because signals do not reach every kernel that Jupyter starts.
        ["interrupt_mode"] = "message",
    };

    /// <summary>What launchers show; without, JupyterLab shows the first letter of the name, a dot.</summary>
    private static void WriteLogos(string folder)
    {
        foreach (var name in Logos)
        {
            using var logo = typeof(KernelSpec).Assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(Path.Combine(folder, name));
            logo.CopyTo(file);
        }
    }

    private static bool IsThere(string folder) => FileStatus.Of(Path.Combine(folder, FileName)) is { Kind: null };

    private static bool IsOurs(string folder) =>
        File.ReadAllText(Path.Combine(folder, FileName)).Contains(Path.GetFileName(Program), StringComparison.Ordinal);
}

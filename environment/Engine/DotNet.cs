using System.Runtime.InteropServices;

namespace Telltale.Workbench.Engine;

/// <summary>The .NET installation that this process runs on.</summary>
internal static class DotNet
{
    private static readonly string Root = System.IO.Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>Its <c>dotnet</c> program.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>The SDK's reference assemblies, which have the documentation that the runtime's own lack; empty without an SDK.</summary>
    public static IReadOnlyList<string> ReferenceAssemblies()
    {
        var packs = System.IO.Path.Combine(Root, "packs", "Microsoft.NETCore.App.Ref");
        var version = Environment.Version.ToString(2);
        var folder = Directory.Exists(packs)
            ? Directory.GetDirectories(packs, $"{version}.*").Select(pack => System.IO.Path.Combine(pack, "ref", $"net{version}"))
                .LastOrDefault(Directory.Exists)
            : null;
        return folder is null ? [] : Directory.GetFiles(folder, "*.dll");
    }
}

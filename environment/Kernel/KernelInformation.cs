using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;

namespace Telltale.Workbench.Kernel;

/// <summary>The kernel's description of itself.</summary>
internal static class KernelInformation
{
    private static readonly string Version =
        typeof(KernelInformation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The content of a <c>kernel_info_reply</c>.</summary>
    public static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = Message.ProtocolVersion,
        ["implementation"] = "telltale",
        ["implementation_version"] = Version,
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString(),
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = $"Telltale {Version}, C# on {RuntimeInformation.FrameworkDescription}",
        ["help_links"] = new JsonArray(
            Link("C#", "https://learn.microsoft.com/dotnet/csharp/"),
            Link(".NET API", "https://learn.microsoft.com/dotnet/api/"),
            Link("TorchSharp", "https://github.com/dotnet/TorchSharp/wiki"),
            Link("Plotly.NET", "https://plotly.net/")),
        ["debugger"] = false,
    };

    /// <summary>An entry of the front end's help menu.</summary>
    private static JsonObject Link(string text, string address) => new() { ["text"] = text, ["url"] = address };
}

using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Telltale.Workbench.Engine;

/// <summary>The C# that cells are written in, and what they may use without asking for it.</summary>
internal static class CellLanguage
{
    public static CSharpParseOptions Script { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>As in .NET Interactive: a notebook written here must compile there.</summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System",
        "System.Text",
        "System.Collections",
        "System.Collections.Generic",
        "System.Threading.Tasks",
        "System.Linq",
        "Microsoft.DotNet.Interactive.Formatting",
        typeof(NotebookFunctions).FullName!,
    ];

    /// <summary>The assemblies that cells and this program share: their types are the same on both sides.</summary>
    public static IReadOnlyList<System.Reflection.Assembly> Shared { get; } =
        [typeof(Formatter).Assembly, typeof(IHtmlContent).Assembly, typeof(NotebookFunctions).Assembly];

    /// <summary>The files of the runtime that cells run on.</summary>
    public static IEnumerable<string> FrameworkFiles()
    {
        var framework = RuntimeEnvironment.GetRuntimeDirectory();
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(path => path.StartsWith(framework, StringComparison.Ordinal));
    }

    /// <summary>How cells of a notebook in <paramref name="folder"/> are compiled.</summary>
    public static ScriptOptions Options(string folder) => ScriptOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithEmitDebugInformation(true)
        .WithFileEncoding(Encoding.UTF8)
        .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
        .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(folder))
        // In place of the default ones, which are looked up and read anew for every cell.
        .WithReferences(FrameworkFiles().Select(path => MetadataReference.CreateFromFile(path)))
        .AddReferences(Shared)
        .AddImports(Imports);
}

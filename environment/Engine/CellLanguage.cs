using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Telltale.Workbench.Engine;

/// <summary>The C# dialect of cells, and their default imports and references.</summary>
internal static class CellLanguage
{
    public static CSharpParseOptions Script { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The same as in .NET Interactive: a notebook written here must compile there.</summary>
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

    /// <summary>The assemblies that cells share with this program, so that their types are identical.</summary>
    public static IReadOnlyList<System.Reflection.Assembly> Shared { get; } =
        [typeof(Formatter).Assembly, typeof(IHtmlContent).Assembly, typeof(NotebookFunctions).Assembly];

    /// <summary>What every cell can name, read once for all sessions of this process.</summary>
    private static Lazy<IReadOnlyList<MetadataReference>> References { get; } =
        new(() => [.. WithShared(FrameworkFiles()).Select(path => Reference(path))]);

    /// <summary>The assemblies of the runtime that cells run on.</summary>
    public static IEnumerable<string> FrameworkFiles()
    {
        var framework = RuntimeEnvironment.GetRuntimeDirectory();
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator).Where(path => path.StartsWith(framework, StringComparison.Ordinal));
    }

    /// <summary>Files of the runtime, and those that cells share with this program.</summary>
    public static IEnumerable<string> WithShared(IEnumerable<string> framework) =>
        framework.Concat(Shared.Select(assembly => assembly.Location));

    /// <summary>Compiler options for the cells of a notebook in <paramref name="folder"/>.</summary>
    public static ScriptOptions Options(string folder) => ScriptOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithEmitDebugInformation(true)
        .WithFileEncoding(Encoding.UTF8)
        .WithMetadataResolver(new CellReferences(folder))
        .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(folder))
        // The default references would be resolved and read again for every cell.
        .WithReferences(References.Value)
        .AddImports(Imports);

    /// <summary>
    /// The metadata of an assembly. Its code stays on disk, where <see cref="MetadataReference"/>'s own methods read whole files: 60 MB for
    /// the runtime's.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="documentation">Where the documentation of its members is read; none where null.</param>
    public static PortableExecutableReference Reference(string path, DocumentationProvider? documentation = null)
    {
        var module = ModuleMetadata.CreateFromStream(File.OpenRead(path), PEStreamOptions.PrefetchMetadata);
        return AssemblyMetadata.Create(module).GetReference(documentation, filePath: path);
    }
}

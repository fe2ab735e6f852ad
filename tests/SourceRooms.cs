using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Telltale.Tests;

/// <summary>Which folder of the library uses which, as the compiler resolves names.</summary>
internal static class SourceRooms
{
    private const string GlobalUsings =
        "global using System; global using System.IO; global using System.Linq; global using System.Net.Http; "
        + "global using System.Threading; global using System.Threading.Tasks; global using System.Collections.Generic;";

    private static readonly string Library = Path.Combine(Repository.Root, "lib");

    private static readonly Lazy<CSharpCompilation> Compilation = new(Compile);

    private static readonly Lazy<IReadOnlyList<Use>> All = new(() => Find(UsesIn));

    /// <summary>Every use of a type of one folder by a file of another.</summary>
    public static IReadOnlyList<Use> Uses => All.Value;

    /// <summary>The source files of the library below a folder.</summary>
    public static IEnumerable<string> Files(string folder = "") => Repository.Files(Path.Combine("lib", folder));

    /// <summary>A path below lib, with slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Library, file).Replace('\\', '/');

    /// <summary>The room of a file: its folder, down to the second level.</summary>
    public static string Room(string file) => string.Join('/', Relative(file).Split('/').SkipLast(1).Take(2));

    /// <summary>What a search finds in the source files of the library, each with its meaning as the compiler resolves it.</summary>
    public static IReadOnlyList<T> Find<T>(Func<SyntaxTree, SemanticModel, IEnumerable<T>> search) =>
        [.. Compilation.Value.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).AsParallel()
            .SelectMany(tree => search(tree, Compilation.Value.GetSemanticModel(tree))).Distinct()];

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Files().Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)).ToList();
        var references = TrustedReferences.All.Where(reference => Path.GetFileName(reference.FilePath) != "Telltale.dll");
        return CSharpCompilation.Create(
            "Telltale", [.. trees, CSharpSyntaxTree.ParseText(GlobalUsings, options)], references,
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static IEnumerable<Use> UsesIn(SyntaxTree tree, SemanticModel model) =>
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let symbol = model.GetSymbolInfo(name).Symbol
        let type = symbol as INamedTypeSymbol ?? symbol?.ContainingType
        from declaration in type?.DeclaringSyntaxReferences.Take(1) ?? []
        let room = Room(declaration.SyntaxTree.FilePath)
        where room != Room(tree.FilePath)
        select new Use(Room(tree.FilePath), room, Relative(tree.FilePath), type!.Name);

    /// <summary>A file of one room that names a type of another.</summary>
    public sealed record Use(string From, string To, string File, string Type);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

/// <summary>Libraries for cells to reference, built while the test runs.</summary>
internal static class BuiltLibrary
{
    /// <summary>Compiles against the libraries named and everything this process has.</summary>
    /// <returns>The path.</returns>
    public static string Emit(string path, string source, string version, params string[] libraries)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [
                CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]"),
                CSharpSyntaxTree.ParseText(source),
            ],
            [.. TrustedReferences.All.Concat(libraries.Select(library => CellLanguage.Reference(library)))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.Emit(path).Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return path;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace Telltale.Workbench.Engine;

/// <summary>
/// The cells of a session for the compiler's editor services: each cell is a project that continues the previous one. Nothing is
/// compiled until it is needed, and nothing is executed.
/// </summary>
internal sealed class CellWorkspace : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> ran = [];
    private readonly DocumentedReferences references;
    private readonly CSharpCompilationOptions compilation;
    private AdhocWorkspace? workspace;
    private Solution? solution;
    private ProjectId? last;
    private int opened;

    /// <param name="folder">The notebook's folder.</param>
    public CellWorkspace(string folder)
    {
        references = new DocumentedReferences(folder);
        compilation = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: CellLanguage.Imports,
            metadataReferenceResolver: references,
            sourceReferenceResolver: ScriptSourceResolver.Default.WithBaseDirectory(folder));
    }

    /// <summary>Adds a cell that has run; later cells see what it declared.</summary>
    public void Add(string code)
    {
        lock (gate)
        {
            ran.Add(code);
        }
    }

    /// <summary>The document of a cell that is being written, after all that ran.</summary>
    public Document Open(string code)
    {
        lock (gate)
        {
            // Created on first use, because it takes a second or two.
            solution ??= (workspace = new AdhocWorkspace()).CurrentSolution;
            for (; opened < ran.Count; opened++)
            {
                (solution, last) = Continue(solution, ran[opened]);
            }

            var (written, project) = Continue(solution, code);
            return written.GetProject(project)!.Documents.Single();
        }
    }

    /// <summary>As <see cref="Open"/>, by the compiler alone; compiles all cells with every call, since few ran by then.</summary>
    public SemanticModel Compile(string code)
    {
        string[] all;
        lock (gate)
        {
            all = [.. ran, code];
        }

        CSharpCompilation? previous = null;
        foreach (var cell in all)
        {
            var (files, rest) = Read(cell, isFirst: previous is null);
            previous = CSharpCompilation.CreateScriptCompilation(
                "cell", CSharpSyntaxTree.ParseText(rest, CellLanguage.Script), files, compilation, previous);
        }

        return previous!.GetSemanticModel(previous.SyntaxTrees.Single());
    }

    public void Dispose() => workspace?.Dispose();

    private (Solution Solution, ProjectId Project) Continue(Solution before, string code)
    {
        var (files, rest) = Read(code, isFirst: last is null);
        var project = ProjectId.CreateNewId();
        var name = $"cell {before.ProjectIds.Count + 1}";
        var info = ProjectInfo.Create(
            project, VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: compilation,
            parseOptions: CellLanguage.Script,
            projectReferences: last is null ? [] : [new ProjectReference(last)],
            metadataReferences: files,
            isSubmission: true);
        return (before.AddProject(info).AddDocument(DocumentId.CreateNewId(project), $"{name}.csx", SourceText.From(rest)), project);
    }

    /// <summary>The references that a cell adds, and its code without them: a cell inherits those of the previous cells.</summary>
    private (IEnumerable<MetadataReference> Files, string Code) Read(string code, bool isFirst)
    {
        var (packages, rest) = Packages(code);
        var restored = (PackageRestore.Restored(packages) ?? []).Select(references.Read);
        return (isFirst ? DocumentedReferences.Standard.Values.Concat(restored) : restored, rest);
    }

    private static (IReadOnlyList<Package> Packages, string Code) Packages(string code)
    {
        try
        {
            return Package.TakeFrom(code);
        }
        catch (FormatException)
        {
            // The directive is still being written.
            return ([], code);
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace Telltale.Environment.Engine;

/// <summary>
/// The cells of a session as the compiler's editor services see them: each a project that continues the one before it. Nothing is
/// compiled before somebody asks, and nothing is ever run.
/// </summary>
/// <param name="folder">The notebook's folder.</param>
internal sealed class CellWorkspace(string folder) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> waiting = [];
    private readonly List<MetadataReference> references = [];
    private AdhocWorkspace? workspace;
    private Solution? solution;
    private ProjectId? last;

    /// <summary>A cell has run: later ones see what it declared.</summary>
    public void Add(string code)
    {
        lock (gate)
            waiting.Add(code);
    }

    /// <summary>A cell that is being written, after all that ran.</summary>
    public Document Open(string code)
    {
        lock (gate)
        {
            solution ??= Begin();
            foreach (var cell in waiting)
                (solution, last) = Continue(solution, cell);
            waiting.Clear();
            var (opened, project) = Continue(solution, code);
            return opened.GetProject(project)!.Documents.Single();
        }
    }

    public void Dispose() => workspace?.Dispose();

    /// <summary>It takes a second or two, which a notebook whose author asks for nothing does not wait for.</summary>
    private Solution Begin()
    {
        var framework = DotNet.ReferenceAssemblies() is { Count: > 0 } documented ? documented : CellLanguage.FrameworkFiles();
        references.AddRange(framework.Concat(CellLanguage.Shared.Select(assembly => assembly.Location)).Select(Documented));
        workspace = new AdhocWorkspace();
        return workspace.CurrentSolution;
    }

    private (Solution Solution, ProjectId Project) Continue(Solution before, string code)
    {
        var rest = Reference(code);
        var project = ProjectId.CreateNewId();
        var number = before.ProjectIds.Count + 1;
        var info = ProjectInfo.Create(
            project, VersionStamp.Default, $"cell {number}", $"cell-{number}", LanguageNames.CSharp,
            compilationOptions: Compilation(),
            parseOptions: CellLanguage.Script,
            projectReferences: last is null ? [] : [new ProjectReference(last)],
            metadataReferences: references,
            isSubmission: true);
        var document = DocumentId.CreateNewId(project);
        return (
            before.AddProject(info).AddDocument(document, $"cell {number}.csx", SourceText.From(rest)),
            project);
    }

    private CSharpCompilationOptions Compilation() => new(
        OutputKind.DynamicallyLinkedLibrary,
        usings: CellLanguage.Imports,
        metadataReferenceResolver: ScriptMetadataResolver.Default.WithBaseDirectory(folder),
        sourceReferenceResolver: ScriptSourceResolver.Default.WithBaseDirectory(folder));

    /// <summary>Later cells see the libraries of earlier ones, with their documentation.</summary>
    /// <returns>The code without its packages.</returns>
    private string Reference(string code)
    {
        var (packages, rest) = Packages(code);
        var named = CSharpSyntaxTree.ParseText(rest, CellLanguage.Script).GetCompilationUnitRoot().GetReferenceDirectives()
            .Select(directive => Path.GetFullPath(directive.File.ValueText, folder))
            .Where(File.Exists);
        var restored = packages.Count == 0 ? [] : PackageRestore.Restored(packages) ?? [];
        foreach (var file in named.Concat(restored).Where(file => references.All(reference => reference.Display != file)))
            references.Add(Documented(file));
        return rest;
    }

    private static (IReadOnlyList<Package> Packages, string Code) Packages(string code)
    {
        try
        {
            return Package.TakeFrom(code);
        }
        catch (FormatException)
        {
            // It is still being written.
            return ([], code);
        }
    }

    private static MetadataReference Documented(string file) => MetadataReference.CreateFromFile(
        file, documentation: XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(file, ".xml")));
}

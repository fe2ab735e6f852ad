using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Telltale.Workbench.Engine;

/// <summary>
/// The state a notebook's cells share: each cell is compiled as the continuation of those before it and sees what they declared.
/// A process has one session at a time, because the console and the formatters are the process's.
/// </summary>
internal sealed class CSharpSession : IDisposable
{
    /// <summary>How long a cell that was asked to stop may take to do so.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    private readonly string folder;
    private readonly OutputChannel channel = new();
    private readonly ConsoleCapture console;
    private readonly InteractiveAssemblyLoader loader = new();
    private readonly ReferencedFolders references = new();
    private readonly ScriptOptions options;
    private ScriptState<object>? state;

    /// <summary>Starts a session.</summary>
    /// <param name="folder">The notebook's folder: where relative <c>#r</c> and <c>#load</c> paths start.</param>
    public CSharpSession(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        options = CellLanguage.Options(this.folder);
        ShareWithCells();
        console = new ConsoleCapture(channel);
        NotebookFunctions.Connect(channel);
    }

    /// <summary>Compiles and runs a cell.</summary>
    /// <param name="code">C# as a script: top-level <c>await</c>, a trailing expression, <c>#r</c> and <c>#load</c> at its top.</param>
    /// <param name="name">What errors call the cell, such as "cell 3".</param>
    /// <param name="receive">Called with each output as it comes, never from two threads at once.</param>
    /// <param name="cancellation">
    /// Asks the cell to stop. Code in a cell hears of it through the process's SIGINT; a cell that does not stop within
    /// <see cref="GracePeriod"/> is abandoned, and the session with it.
    /// </param>
    public async Task<CellOutcome> ExecuteAsync(
        string code, string name, Action<CellOutput> receive, CancellationToken cancellation = default)
    {
        channel.Attach(receive);
        var running = Task.Run(() => RunAsync(code, Path.Combine(folder, name), cancellation), CancellationToken.None);
        using var finished = new CancellationTokenSource();
        await Task.WhenAny(running, PatienceEnds(cancellation, finished.Token));
        await finished.CancelAsync();
        channel.Flush();
        return running.IsCompleted ? await running : new CellOutcome(CellStatus.Abandoned, CellErrors.Abandonment);
    }

    /// <summary>Lets the compiler get ready, which takes a second or two, while the first cell is still on its way.</summary>
    public Task WarmUpAsync() => CSharpScript.EvaluateAsync("0", options);

    /// <summary>Gives the console back.</summary>
    public void Dispose()
    {
        NotebookFunctions.Connect(null);
        console.Dispose();
        channel.Dispose();
        references.Dispose();
        loader.Dispose();
    }

    private async Task<CellOutcome> RunAsync(string code, string path, CancellationToken cancellation)
    {
        try
        {
            var script = await ScriptAsync(Magics.Checked(code), path, cancellation);
            var diagnostics = script.Compile(cancellation);
            if (diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                return new CellOutcome(CellStatus.Rejected, CellErrors.OfCompilation(diagnostics, path));

            references.Add(script.GetCompilation());
            state = state is null
                ? await script.RunAsync(null, _ => true, cancellation)
                : await script.RunFromAsync(state, _ => true, cancellation);
            if (state.Exception is not null)
                return Failed(state.Exception, path);
            ShowResult(script, path);
            return CellOutcome.Succeeded;
        }
        catch (CompilationErrorException error)
        {
            return new CellOutcome(CellStatus.Rejected, CellErrors.OfCompilation(error.Diagnostics, path));
        }
        catch (Exception error)
        {
            return Failed(error, path);
        }
    }

    private async Task<Script<object>> ScriptAsync(string code, string path, CancellationToken cancellation)
    {
        var (packages, rest) = Package.TakeFrom(code);
        var files = await RestoreAsync(packages, cancellation);
        // A cell inherits the references of those before it. Naming them again would keep them once more for every cell.
        return state is null
            ? CSharpScript.Create<object>(rest, options.WithFilePath(path).AddReferences(files), assemblyLoader: loader)
            : state.Script.ContinueWith<object>(rest, options.WithFilePath(path).WithReferences(files));
    }

    private async Task<IReadOnlyList<string>> RestoreAsync(IReadOnlyList<Package> packages, CancellationToken cancellation)
    {
        if (packages.Count == 0)
            return [];
        if (PackageRestore.Restored(packages) is null)
            channel.Write(StreamName.Stdout, $"Restoring {string.Join(", ", packages)} …\n");
        var files = await PackageRestore.RestoreAsync(packages, cancellation);
        references.Add(files);
        return files;
    }

    private static CellOutcome Failed(Exception error, string path) => new(
        error is OperationCanceledException ? CellStatus.Cancelled : CellStatus.Failed, CellErrors.OfException(error, path));

    private void ShowResult(Script<object> script, string path)
    {
        var value = state!.ReturnValue;
        if (value is not DisplayedValue && (value is not null || HasTrailingExpression(script, path)))
            channel.Send(new ResultOutput(MimeBundle.Of(value)));
    }

    /// <summary>Tells a trailing expression that is null from no trailing expression.</summary>
    private static bool HasTrailingExpression(Script script, string path)
    {
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.First(tree => tree.FilePath == path);
        return tree.GetRoot().ChildNodes().LastOrDefault() is GlobalStatementSyntax
            {
                Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement,
            }
            && compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type is { SpecialType: not SpecialType.System_Void };
    }

    private static async Task PatienceEnds(CancellationToken cancellation, CancellationToken finished)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, finished);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(GracePeriod, finished).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// The library brings its own copy of the formatting package; without this its formatters would register in that copy and never
    /// reach us.
    /// </summary>
    private void ShareWithCells()
    {
        foreach (var assembly in CellLanguage.Shared)
            loader.RegisterDependency(assembly);
    }
}

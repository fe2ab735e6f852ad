using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Telltale.Workbench.Engine;

/// <summary>
/// The state shared by a notebook's cells: each cell is compiled as a continuation of the previous ones and sees what they declared.
/// A process has one session at a time, because the console and the formatters belong to the process.
/// </summary>
internal sealed class CSharpSession : IDisposable
{
    /// <summary>How long a cell may take to stop after a cancellation.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    private readonly string folder;
    private readonly OutputChannel channel;
    private readonly ConsoleCapture console;
    private readonly InteractiveAssemblyLoader loader = new();
    private readonly ReferencedFolders references = new();
    private readonly ScriptOptions options;
    private readonly CellSources sources = new();
    private ScriptState<object>? state;

    /// <summary>Starts a session.</summary>
    /// <param name="folder">The notebook's folder; relative <c>#r</c> and <c>#load</c> paths start here.</param>
    /// <param name="buffering">Whether printed text may wait for more.</param>
    public CSharpSession(string folder, Buffering buffering = Buffering.Brief)
    {
        channel = new OutputChannel(buffering);
        this.folder = Path.GetFullPath(folder);
        options = CellLanguage.Options(this.folder);
        ShareWithCells();
        console = new ConsoleCapture(channel);
        NotebookFunctions.Connect(channel);
    }

    /// <summary>Compiles and runs a cell.</summary>
    /// <param name="code">A C# script: top-level <c>await</c>, a trailing expression, <c>#r</c> and <c>#load</c> at the top.</param>
    /// <param name="name">The name of the cell in error messages, such as "cell 3".</param>
    /// <param name="receive">Called with each output, never from two threads at once.</param>
    /// <param name="cancellation">
    /// Asks the cell to stop. Code in a cell is notified through the process's SIGINT. A cell that does not stop within
    /// <see cref="GracePeriod"/> is abandoned together with the session.
    /// </param>
    public async Task<CellOutcome> ExecuteAsync(
        string code, string name, Action<CellOutput> receive, CancellationToken cancellation = default)
    {
        channel.Attach(receive);
        var running = Task.Run(() => RunAsync(code, Path.Combine(folder, name), cancellation), CancellationToken.None);
        using var finished = new CancellationTokenSource();
        await Task.WhenAny(running, GracePeriodEnds(cancellation, finished.Token));
        await finished.CancelAsync();
        channel.Flush();
        return running.IsCompleted ? await running : new CellOutcome(CellStatus.Abandoned, CellErrors.Abandonment);
    }

    /// <summary>Evaluates an expression between two cells; what it declares is forgotten.</summary>
    /// <param name="expression">C#.</param>
    public async Task<ExpressionValue> EvaluateAsync(string expression)
    {
        const string Name = "expression";
        try
        {
            var script = await ScriptAsync(expression, Path.Combine(folder, Name), CancellationToken.None);
            var result = await script.RunFromAsync(state!);
            return new ExpressionValue(MimeBundle.Of(result.ReturnValue), null);
        }
        catch (CompilationErrorException error)
        {
            return new ExpressionValue(null, CellErrors.OfCompilation(error.Diagnostics, Path.Combine(folder, Name)));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new ExpressionValue(null, CellErrors.OfException(error, Path.Combine(folder, Name), sources));
        }
    }

    /// <summary>Starts the compiler, which takes a second or two, before the first cell arrives.</summary>
    public Task WarmUpAsync() => CSharpScript.EvaluateAsync("0", options);

    /// <summary>Restores the console.</summary>
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
        if (Nesting.IsTooDeep(code))
        {
            return new CellOutcome(CellStatus.Rejected, CellErrors.TooDeep);
        }

        try
        {
            var cell = Magics.Read(code);
            sources.Add(Path.GetFileName(path), code);
            var script = await ScriptAsync(cell.Code, path, cancellation);
            if (Fault(script, path, cancellation) is { } fault)
            {
                return new CellOutcome(CellStatus.Rejected, fault);
            }

            references.Add(script.GetCompilation());
            var watch = Stopwatch.StartNew();
            state = await script.RunFromAsync(state!, _ => true, cancellation);
            if (state.Exception is not null)
            {
                return Failed(state.Exception, path);
            }

            ShowResult(script, path);
            ShowAsked(cell, watch.Elapsed);
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
        state ??= await CSharpScript.Create<object>(DisplayMethods.Declarations, options, assemblyLoader: loader)
            .RunAsync(null, cancellation);
        // A cell inherits the references of the previous ones. Adding them again would store another copy per cell.
        return state.Script.ContinueWith<object>(rest, options.WithFilePath(path).WithReferences(files));
    }

    private async Task<IReadOnlyList<string>> RestoreAsync(IReadOnlyList<Package> packages, CancellationToken cancellation)
    {
        if (packages.Count == 0)
        {
            return [];
        }

        if (PackageRestore.Restored(packages) is null)
        {
            channel.Write(StreamName.Stdout, $"Restoring {string.Join(", ", packages)} …\n");
        }

        var files = await PackageRestore.RestoreAsync(packages, cancellation);
        references.Add(files);
        return files;
    }

    /// <summary>The errors of a cell that does not compile, those after a syntax error included; null if it compiles.</summary>
    private static CellError? Fault(Script script, string path, CancellationToken cancellation)
    {
        var diagnostics = script.Compile(cancellation);
        if (diagnostics.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error))
        {
            return null;
        }

        // Compile stops after the syntax errors.
        var all = script.GetCompilation().GetDiagnostics(cancellation);
        return CellErrors.OfCompilation(
            all.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? all : diagnostics, path, script.GetCompilation());
    }

    private CellOutcome Failed(Exception error, string path) => new(
        error is OperationCanceledException ? CellStatus.Cancelled : CellStatus.Failed, CellErrors.OfException(error, path, sources));

    /// <summary>Shows what the cell's magic commands ask for.</summary>
    private void ShowAsked(Magics cell, TimeSpan elapsed)
    {
        if (cell.ListsVariables)
        {
            channel.Send(new DisplayOutput(Guid.NewGuid().ToString("N"), VariableList.Of(state)));
        }

        if (cell.IsTimed)
        {
            var time = elapsed.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
            channel.Write(StreamName.Stdout, $"Wall time: {time} ms\n");
        }
    }

    private void ShowResult(Script<object> script, string path)
    {
        var value = state!.ReturnValue;
        if (value is not DisplayedValue && (value is not null || HasTrailingExpression(script, path)))
        {
            channel.Send(new ResultOutput(MimeBundle.Of(value)));
        }
    }

    /// <summary>Distinguishes a trailing expression that is null from no trailing expression.</summary>
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

    private static async Task GracePeriodEnds(CancellationToken cancellation, CancellationToken finished)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, finished);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(GracePeriod, finished).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// The library has its own copy of the formatting package. Without this its formatters would be registered in that copy only.
    /// </summary>
    private void ShareWithCells()
    {
        foreach (var assembly in CellLanguage.Shared)
        {
            loader.RegisterDependency(assembly);
        }
    }
}

using System.Threading.Channels;
using Telltale.Workbench.Engine;
using Telltale.Workbench.Hosting;

namespace Telltale.Workbench.Kernel;

/// <summary>
/// Runs the requested cells one after the other in a separate process. If a cell crashes its process, the kernel says why it ended and
/// starts another.
/// </summary>
internal sealed class CellQueue : IAsyncDisposable
{
    private const string Restarted = "A new process was started. All variables are lost: run the notebook again from the top.";

    private static readonly IReadOnlyDictionary<string, ExpressionValue> NoValues = new Dictionary<string, ExpressionValue>();

    private readonly string folder;
    private readonly string startedIn;
    private readonly KernelOutput output;
    private readonly InputHistory history;
    private readonly Func<Task> receiveArrived;
    private readonly Channel<object> work = Channel.CreateUnbounded<object>();
    private readonly Lazy<Task> services;
    private CellProcess process;
    private CellWorkspace workspace;
    private int number;
    private volatile bool ending;

    /// <param name="folder">The notebook's folder.</param>
    /// <param name="startedIn">The folder that relative paths in environment variables refer to.</param>
    /// <param name="output">Receives all output.</param>
    /// <param name="history">Receives the executed code.</param>
    /// <param name="receiveArrived">Completes once all requests that have arrived were added.</param>
    public CellQueue(string folder, string startedIn, KernelOutput output, InputHistory history, Func<Task> receiveArrived)
    {
        (this.folder, this.startedIn, this.output, this.history) = (folder, startedIn, output, history);
        this.receiveArrived = receiveArrived;
        (process, workspace) = (StartProcess(), new CellWorkspace(folder));
        services = CodeAssistant.Services(workspace);
    }

    /// <summary>Completion and documentation, aware of what the cells declared.</summary>
    public CodeAssistant Assistant => new(workspace, services);

    /// <summary>Appends an <c>execute_request</c>.</summary>
    public void Add(Message request) => work.Writer.TryWrite(request);

    /// <summary>Interrupts the running cell; does nothing between cells.</summary>
    public void Interrupt() => process.Interrupt();

    /// <summary>Runs cells until disposed.</summary>
    public async Task RunAsync()
    {
        await foreach (var next in work.Reader.ReadAllAsync())
        {
            if (next is Message request)
            {
                await AnswerAsync(request);
            }
            else if (next == process && !ending)
            {
                await ReplaceProcessAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        ending = true;
        work.Writer.TryComplete();
        await process.DisposeAsync();
        workspace.Dispose();
    }

    private async Task AnswerAsync(Message request)
    {
        output.Begin(request);
        try
        {
            var cell = ExecuteRequest.Of(request);
            output.BeginCell(cell);
            var (error, values) = await ExecuteAsync(cell);
            var dropped = error is not null && cell.StopOnError ? await TakeWaitingAsync() : [];
            output.Reply(ExecuteRequest.Reply(error, output.Count, values));
            dropped.ForEach(output.Abort);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // One request that fails must not end the queue, for then no later one would be answered.
            output.Reply(JupyterKernel.Refusal(error));
        }
        finally
        {
            output.End();
        }
    }

    /// <returns>The error, null if the cell succeeded, and the values of its expressions.</returns>
    private async Task<(CellError? Error, IReadOnlyDictionary<string, ExpressionValue> Values)> ExecuteAsync(ExecuteRequest cell)
    {
        var outcome = await process.ExecuteAsync(
            new CellRequest(++number, $"cell {output.Count}", cell.Code) { Expressions = cell.Expressions });
        if (ending)
        {
            return (CellErrors.Interruption, NoValues);
        }

        var error = outcome is null ? ProcessEnd.Describe(await process.Ended, process.LastWords) : outcome.Error;
        if (outcome is not { Status: CellStatus.Rejected })
        {
            workspace.Add(cell.Code);
        }

        if (outcome is null or { Status: CellStatus.Abandoned })
        {
            error = error! with { Trace = [.. error.Trace, Restarted] };
            await RestartAsync();
        }

        if (error is not null)
        {
            output.Show(error);
        }

        if (cell.StoreHistory)
        {
            history.Add(output.Count, cell.Code, output.Result);
        }

        return (error, outcome?.Values ?? NoValues);
    }

    /// <summary>
    /// Takes the cells that wait behind one that failed out of the queue: they may need what it did not define. On a busy machine the
    /// sockets may not have been read yet.
    /// </summary>
    private async Task<List<Message>> TakeWaitingAsync()
    {
        await receiveArrived();
        var waiting = new List<object>();
        while (work.Reader.TryRead(out var next))
        {
            waiting.Add(next);
        }

        foreach (var ended in waiting.Where(next => next is not Message))
        {
            work.Writer.TryWrite(ended);
        }
        return [.. waiting.OfType<Message>()];
    }

    /// <summary>The process ended between two cells.</summary>
    private async Task ReplaceProcessAsync()
    {
        var reason = ProcessEnd.Describe(await process.Ended, process.LastWords);
        output.Tell($"The process that ran this notebook's cells has ended.\n{string.Join('\n', reason.Trace.Skip(1))}\n{Restarted}\n");
        await RestartAsync();
    }

    private async Task RestartAsync()
    {
        process.Kill();
        await process.DisposeAsync();
        workspace.Dispose();
        (process, workspace) = (StartProcess(), new CellWorkspace(folder));
    }

    private CellProcess StartProcess()
    {
        var started = CellProcess.Start(
            folder,
            startedIn,
            message => { if (message is CellProduced produced) { output.Show(produced.Output); } },
            (stream, text) => output.Show(new StreamOutput(stream, text)));
        _ = started.Ended.ContinueWith(_ => work.Writer.TryWrite(started), TaskScheduler.Default);
        return started;
    }
}

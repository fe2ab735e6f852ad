using System.Text.Json.Nodes;

namespace Telltale.Workbench.Kernel;

/// <summary>Handles the requests of the Jupyter protocol. Cells are queued; all other requests are answered while a cell runs.</summary>
internal sealed class JupyterKernel : IAsyncDisposable
{
    private readonly KernelSockets sockets;
    private readonly KernelOutput output;
    private readonly InputHistory history = new();
    private readonly CellQueue cells;

    /// <param name="connection">The addresses to listen on.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="startedIn">The folder that relative paths in environment variables refer to.</param>
    public JupyterKernel(ConnectionFile connection, string folder, string startedIn)
    {
        sockets = new KernelSockets(connection);
        output = new KernelOutput(sockets);
        cells = new CellQueue(folder, startedIn, output, history, sockets.ReceiveArrivedAsync);
        sockets.OnShell += request => Receive(request, sockets.AnswerOnShell);
        sockets.OnControl += request => Receive(request, sockets.AnswerOnControl);
    }

    /// <summary>Runs until a front end or <see cref="Stop"/> ends it.</summary>
    public async Task RunAsync()
    {
        output.PublishStatus("starting", null);
        var running = cells.RunAsync();
        await Task.Factory.StartNew(sockets.Run, TaskCreationOptions.LongRunning);
        await cells.DisposeAsync();
        await running;
    }

    /// <summary>Interrupts the running cell, as the stop button does.</summary>
    public void Interrupt() => cells.Interrupt();

    /// <summary>Ends the kernel.</summary>
    public void Stop() => sockets.Stop();

    public ValueTask DisposeAsync()
    {
        sockets.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The content of a reply to a request that failed.</summary>
    public static JsonObject Refusal(Exception error) => new()
    {
        ["status"] = "error",
        ["ename"] = error.GetType().Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray(),
    };

    private void Receive(Message request, Action<Message> answer)
    {
        var fault = RequestFormat.FaultOf(request);
        if (request.Type == "execute_request" && fault is null)
        {
            cells.Add(request);
        }
        else
        {
            _ = Task.Run(() => AnswerAsync(request, fault, answer));
        }
    }

    private async Task AnswerAsync(Message request, string? fault, Action<Message> answer)
    {
        output.PublishStatus("busy", request);
        var content = fault is null ? await ContentAsync(request) : Refusal(new FormatException($"The message is malformed: {fault}."));
        if (content is not null)
        {
            answer(Message.Create(request.ReplyType, request.Route, request, content));
        }

        output.PublishStatus("idle", request);
        if (request.Type == "shutdown_request" && fault is null)
        {
            Stop();
        }
    }

    /// <returns>The content of the reply; null if there is none.</returns>
    private async Task<JsonObject?> ContentAsync(Message request)
    {
        try
        {
            return request.Type switch
            {
                "kernel_info_request" => KernelInformation.Reply(),
                "complete_request" => await CodeRequests.CompleteAsync(request.Content, cells.Assistant),
                "inspect_request" => await CodeRequests.InspectAsync(request.Content, cells.Assistant),
                "is_complete_request" => CodeRequests.IsComplete(request.Content),
                "history_request" => new JsonObject { ["status"] = "ok", ["history"] = history.Find(request.Content) },
                "comm_info_request" => new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() },
                "interrupt_request" => Interrupted(),
                "shutdown_request" => Ending(request),
                "comm_open" => CloseComm(request),
                _ => null,
            };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Refusal(error);
        }
    }

    private JsonObject Interrupted()
    {
        Interrupt();
        return new JsonObject { ["status"] = "ok" };
    }

    /// <summary>Notifies all front ends, not only the one that sent the request.</summary>
    private JsonObject Ending(Message request)
    {
        var content = new JsonObject { ["status"] = "ok", ["restart"] = (bool?)request.Content["restart"] ?? false };
        output.Publish("shutdown_reply", request, content.DeepClone().AsObject());
        return content;
    }

    /// <summary>Widgets are not supported; the protocol's reply is to close the comm.</summary>
    private JsonObject? CloseComm(Message request)
    {
        var content = new JsonObject { ["comm_id"] = request.Content["comm_id"]?.DeepClone(), ["data"] = new JsonObject() };
        output.Publish("comm_close", request, content);
        return null;
    }
}

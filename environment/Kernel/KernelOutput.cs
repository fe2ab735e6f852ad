using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Kernel;

/// <summary>What front ends see and hear of the cell that runs, or ran last.</summary>
internal sealed class KernelOutput(KernelSockets sockets)
{
    private readonly Lock gate = new();
    private Message? request;
    private bool silent;
    private StreamLimit limit = new();

    /// <summary>The number of the last cell that counted.</summary>
    public int Count { get; private set; }

    /// <summary>The plain text of the running cell's value; null where it has none.</summary>
    public string? Result { get; private set; }

    /// <summary>A request for a cell is answered from here on.</summary>
    public void Begin(Message executeRequest)
    {
        lock (gate)
            (request, silent, limit, Result) = (executeRequest, false, new StreamLimit(), null);
        PublishStatus("busy", executeRequest);
    }

    /// <summary>It is well-formed: its cell gets a number.</summary>
    public void BeginCell(ExecuteRequest cell)
    {
        lock (gate)
        {
            silent = cell.Silent;
            if (cell.StoreHistory)
                Count++;
        }

        Publish("execute_input", new JsonObject { ["code"] = cell.Code, ["execution_count"] = Count });
    }

    /// <summary>Shows what the cell, or something it left running, produced.</summary>
    public void Show(CellOutput output)
    {
        lock (gate)
        {
            if (output is ResultOutput result)
                Result = result.Data.GetValueOrDefault(MimeBundle.PlainText);
            if ((output is StreamOutput stream ? limit.Cut(stream) : output) is not { } shown)
                return;
            var (type, content) = CellMessage.Of(shown, Count);
            Publish(type, content);
        }
    }

    /// <summary>Shows why a cell did not succeed.</summary>
    public void Show(CellError error) => Publish("error", CellMessage.Of(error));

    /// <summary>Says something of the kernel's own.</summary>
    public void Tell(string text) => Publish("stream", new JsonObject { ["name"] = "stderr", ["text"] = text });

    /// <summary>Answers the request.</summary>
    public void Reply(JsonObject content)
    {
        if (limit.Remark is { } remark)
            Tell(remark);
        sockets.AnswerOnShell(Message.Create("execute_reply", request!.Route, request, content));
    }

    /// <summary>The request is answered.</summary>
    public void End() => PublishStatus("idle", request);

    /// <summary>Answers a request that is not carried out.</summary>
    public void Abort(Message executeRequest)
    {
        PublishStatus("busy", executeRequest);
        sockets.AnswerOnShell(Message.Create("execute_reply", executeRequest.Route, executeRequest, ExecuteRequest.Aborted(Count)));
        PublishStatus("idle", executeRequest);
    }

    /// <summary>Tells all front ends whether something is being done for a request.</summary>
    public void PublishStatus(string state, Message? parent) =>
        sockets.Publish(Topic("status", parent, new JsonObject { ["execution_state"] = state }));

    /// <summary>Tells all front ends something that belongs to a request.</summary>
    public void Publish(string type, Message? parent, JsonObject content) => sockets.Publish(Topic(type, parent, content));

    private void Publish(string type, JsonObject content)
    {
        if (!silent)
            sockets.Publish(Topic(type, request, content));
    }

    private static Message Topic(string type, Message? parent, JsonObject content) =>
        Message.Create(type, [System.Text.Encoding.ASCII.GetBytes(type)], parent, content);
}

using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;

namespace Telltale.Workbench.Kernel;

/// <summary>Publishes the output of the current or most recent cell to front ends.</summary>
internal sealed class KernelOutput(KernelSockets sockets)
{
    private readonly Lock gate = new();
    private Message? request;
    private bool silent;
    private StreamLimit limit = new();

    /// <summary>The number of the last numbered cell.</summary>
    public int Count { get; private set; }

    /// <summary>The plain text of the current cell's value; null if it has none.</summary>
    public string? Result { get; private set; }

    /// <summary>Begins the reply to a request.</summary>
    public void Begin(Message executeRequest)
    {
        lock (gate)
        {
            (request, silent, limit, Result) = (executeRequest, false, new StreamLimit(), null);
        }

        PublishStatus("busy", executeRequest);
    }

    /// <summary>Numbers the cell of a valid request.</summary>
    public void BeginCell(ExecuteRequest cell)
    {
        lock (gate)
        {
            silent = cell.Silent;
            if (cell.StoreHistory)
            {
                Count++;
            }
        }

        Publish("execute_input", new JsonObject { ["code"] = cell.Code, ["execution_count"] = Count });
    }

    /// <summary>Publishes an output of the cell, or of something it left running.</summary>
    public void Show(CellOutput output)
    {
        lock (gate)
        {
            if (output is ResultOutput result)
            {
                Result = result.Data.GetValueOrDefault(MimeBundle.PlainText);
            }

            if ((output is StreamOutput stream ? limit.Cut(stream) : output) is not { } shown)
            {
                return;
            }

            var (type, content) = CellMessage.Of(shown, Count);
            Publish(type, content);
        }
    }

    /// <summary>Publishes the error of a cell.</summary>
    public void Show(CellError error) => Publish("error", CellMessage.Of(error));

    /// <summary>Publishes a message from the kernel itself.</summary>
    public void Tell(string text) => Publish("stream", new JsonObject { ["name"] = "stderr", ["text"] = text });

    /// <summary>Sends the reply.</summary>
    public void Reply(JsonObject content)
    {
        if (limit.Remark is { } remark)
        {
            Tell(remark);
        }

        sockets.AnswerOnShell(Message.Create("execute_reply", request!.Route, request, content));
    }

    /// <summary>Ends the reply.</summary>
    public void End() => PublishStatus("idle", request);

    /// <summary>Replies to a request that was dropped.</summary>
    public void Abort(Message executeRequest)
    {
        PublishStatus("busy", executeRequest);
        sockets.AnswerOnShell(Message.Create("execute_reply", executeRequest.Route, executeRequest, ExecuteRequest.Aborted()));
        PublishStatus("idle", executeRequest);
    }

    /// <summary>Publishes the kernel's state for a request.</summary>
    public void PublishStatus(string state, Message? parent) =>
        sockets.Publish(Topic("status", parent, new JsonObject { ["execution_state"] = state }));

    /// <summary>Publishes a message that belongs to a request.</summary>
    public void Publish(string type, Message? parent, JsonObject content) => sockets.Publish(Topic(type, parent, content));

    private void Publish(string type, JsonObject content)
    {
        if (!silent)
        {
            sockets.Publish(Topic(type, request, content));
        }
    }

    private static Message Topic(string type, Message? parent, JsonObject content) =>
        Message.Create(type, [System.Text.Encoding.ASCII.GetBytes(type)], parent, content);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Kernel;

/// <summary>A message of the Jupyter protocol.</summary>
/// <param name="Route">Routing frames of the sender or receiver; on the publishing socket, the topic.</param>
/// <param name="Header">Type, id and session.</param>
/// <param name="Parent">The header of the request it belongs to; empty if there is none.</param>
/// <param name="Content">The content.</param>
internal sealed record Message(IReadOnlyList<byte[]> Route, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    /// <summary>The version of the protocol.</summary>
    public const string ProtocolVersion = "5.3";

    private static readonly string Session = Guid.NewGuid().ToString("N");

    public string Type => (string)Header["msg_type"]!;

    /// <summary>What is wrong with a received message, which then has an empty content; null if nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>The type of a reply to it.</summary>
    public string ReplyType =>
        Type.EndsWith("_request", StringComparison.Ordinal) ? $"{Type[..^"_request".Length]}_reply" : $"{Type}_reply";

    /// <summary>Creates a message from this kernel.</summary>
    /// <param name="type">The message type, such as "status".</param>
    /// <param name="route">See <see cref="Message"/>.</param>
    /// <param name="parent">The request it belongs to, if any.</param>
    /// <param name="content">The content.</param>
    public static Message Create(string type, IReadOnlyList<byte[]> route, Message? parent, JsonObject content) => new(
        route,
        new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = Session,
            ["username"] = "kernel",
            ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        },
        parent?.Header.DeepClone().AsObject() ?? [],
        content);
}

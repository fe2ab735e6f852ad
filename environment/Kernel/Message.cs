using System.Globalization;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Kernel;

/// <summary>A message of the Jupyter protocol.</summary>
/// <param name="Route">Frames that lead to the one it came from or goes to; on the publishing socket, the topic.</param>
/// <param name="Header">Its type, its id and its session.</param>
/// <param name="Parent">The header of the request it belongs to; empty where there is none.</param>
/// <param name="Content">What it says.</param>
internal sealed record Message(IReadOnlyList<byte[]> Route, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    /// <summary>The protocol spoken here.</summary>
    public const string ProtocolVersion = "5.3";

    private static readonly string Session = Guid.NewGuid().ToString("N");

    public string Type => (string)Header["msg_type"]!;

    /// <summary>A new message of this kernel's.</summary>
    /// <param name="type">Such as "status".</param>
    /// <param name="route">See <see cref="Message"/>.</param>
    /// <param name="parent">The request it belongs to, if any.</param>
    /// <param name="content">What it says.</param>
    public static Message Create(string type, IReadOnlyList<byte[]> route, Message? parent, JsonObject content) => new(
        route,
        new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = Session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        },
        parent?.Header.DeepClone().AsObject() ?? [],
        content);
}

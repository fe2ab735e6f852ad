using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;

namespace Telltale.Workbench.Kernel;

/// <summary>
/// Converts messages to frames and back: route, delimiter, signature, header, parent header, metadata, content. This kernel sends no
/// buffers.
/// </summary>
internal sealed class WireFormat(MessageSignature signature)
{
    private const int JsonParts = 4;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public NetMQMessage Encode(Message message)
    {
        byte[][] parts = [.. new[] { message.Header, message.Parent, [], message.Content }
            .Select(part => JsonSerializer.SerializeToUtf8Bytes(part, Compact))];
        return new NetMQMessage([.. message.Route, Delimiter, signature.Of(parts), .. parts]);
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The message is malformed or its signature is invalid.</exception>
    public Message Decode(NetMQMessage frames)
    {
        var all = frames.Select(frame => frame.ToByteArray()).ToList();
        var delimiter = all.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || all.Count < delimiter + 2 + JsonParts)
        {
            throw new FormatException("a message with missing parts");
        }

        var parts = all.GetRange(delimiter + 2, JsonParts);
        if (!signature.IsValid(all[delimiter + 1], parts))
        {
            throw new FormatException("a message with an invalid signature");
        }

        var header = Object(parts[0]);
        if (header["msg_type"] is not JsonValue type || type.GetValueKind() != JsonValueKind.String)
        {
            throw new FormatException("a message without a type");
        }

        return new Message(all.GetRange(0, delimiter), header, Object(parts[1]), Object(parts[3]));
    }

    private static JsonObject Object(byte[] part)
    {
        try
        {
            return JsonNode.Parse(part) as JsonObject ?? throw new FormatException("a message with a part that is not a JSON object");
        }
        catch (JsonException error)
        {
            throw new FormatException($"a message with a part that is not JSON: {error.Message}", error);
        }
    }
}

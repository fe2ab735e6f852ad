using System.Text.Encodings.Web;
using System.Text.Json;
using NetMQ;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Kernel;

/// <summary>
/// Converts messages to frames and back: route, delimiter, signature, header, parent header, metadata, content. This kernel sends no
/// buffers.
/// </summary>
internal sealed class WireFormat(MessageSignature signature)
{
    /// <summary>The largest message; code and its metadata have kilobytes.</summary>
    public const long MostBytes = 16L << 20;

    private const int MostFrames = 64;
    private const int JsonParts = 4;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = Notebook.DeepestOutput,
    };

    private readonly SeenSignatures seen = new();

    public NetMQMessage Encode(Message message)
    {
        byte[][] parts = [.. new[] { message.Header, message.Parent, [], message.Content }
            .Select(part => JsonSerializer.SerializeToUtf8Bytes(part, Compact))];
        return new NetMQMessage([.. message.Route, Delimiter, signature.Of(parts), .. parts]);
    }

    /// <summary>Reads a message. One that is signed correctly but malformed has a <see cref="Message.Fault"/>.</summary>
    /// <exception cref="FormatException">
    /// It is too large, incomplete, not signed correctly or repeated, or does not say what it is: nobody waits for a reply.
    /// </exception>
    public Message Decode(NetMQMessage frames)
    {
        if (frames.FrameCount > MostFrames || frames.Sum(frame => (long)frame.MessageSize) > MostBytes)
        {
            throw new FormatException($"a message of more than {MostBytes >> 20} MiB or {MostFrames} frames");
        }

        var all = frames.Select(frame => frame.ToByteArray()).ToList();
        var delimiter = all.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || all.Count < delimiter + 2 + JsonParts)
        {
            throw new FormatException("a message with missing parts");
        }

        var (sent, parts) = (all[delimiter + 1], all.GetRange(delimiter + 2, JsonParts));
        if (!signature.IsValid(sent, parts))
        {
            throw new FormatException("a message with an invalid signature");
        }

        if (sent.Length > 0 && !seen.Add(sent))
        {
            throw new FormatException("a message that was sent before");
        }

        return Read(all.GetRange(0, delimiter), parts);
    }

    private static Message Read(IReadOnlyList<byte[]> route, List<byte[]> parts)
    {
        try
        {
            var header = StrictJson.Object(parts[0]);
            RequestFormat.RequireHeader(header);
            _ = StrictJson.Object(parts[2]);
            return new Message(route, header, StrictJson.Object(parts[1]), StrictJson.Object(parts[3]));
        }
        catch (FormatException error)
        {
            var header = MalformedHeader.Read(parts[0]) ?? throw new FormatException($"a message of unknown type: {error.Message}", error);
            return new Message(route, header, [], []) { Fault = error.Message };
        }
    }
}

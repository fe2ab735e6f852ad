using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

public class WireFormatTests
{
    private static readonly WireFormat Wire = new(new MessageSignature("key"u8.ToArray()));

    /// <summary>Computed by Python: hmac.new(b"key", b"{}" * 4, "sha256").hexdigest().</summary>
    [Fact]
    public void A_signature_is_what_pythons_hmac_says() => Assert.Equal(
        "ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3",
        Encoding.ASCII.GetString(new MessageSignature("key"u8.ToArray()).Of(Enumerable.Repeat("{}"u8.ToArray(), 4))));

    [Fact]
    public void A_message_comes_back_as_it_was_sent()
    {
        var request = Message.Create("execute_request", [[1, 0, 255]], null, new JsonObject { ["code"] = "\"é😀\"" });
        var read = Wire.Decode(Wire.Encode(Message.Create("execute_reply", request.Route, request, new JsonObject { ["status"] = "ok" })));
        Assert.Equal(request.Route, read.Route);
        Assert.Equal("execute_reply", read.Type);
        Assert.True(JsonNode.DeepEquals(request.Header, read.Parent));
        Assert.Equal("ok", (string?)read.Content["status"]);
    }

    [Fact]
    public void A_change_of_a_single_character_is_seen()
    {
        var frames = Wire.Encode(Message.Create("execute_request", [], null, new JsonObject { ["code"] = "1" }));
        frames.RemoveFrame(frames.Last);
        frames.Append("{\"code\":\"2\"}");
        Assert.Contains("invalid signature", Assert.Throws<FormatException>(() => Wire.Decode(frames)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_nothing_is_signed()
    {
        var open = new WireFormat(new MessageSignature([]));
        var frames = open.Encode(Message.Create("status", [], null, []));
        Assert.Equal(0, frames[1].MessageSize);
        Assert.Equal("status", open.Decode(frames).Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<IDS|MSG>")]
    [InlineData("<IDS|MSG>,,{},{},{}")]
    public void Too_few_frames_are_refused(string frames) =>
        Assert.Throws<FormatException>(() => Wire.Decode(new NetMQMessage(frames.Split(',').Select(frame => new NetMQFrame(frame)))));

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("[]")]
    [InlineData("")]
    public void A_malformed_part_is_told_with_the_request_it_belongs_to(string part)
    {
        var wire = new WireFormat(new MessageSignature("key"u8.ToArray()));
        for (var position = 1; position < 4; position++)
        {
            var parts = new[] { $"{{\"msg_id\":\"{position}\",\"msg_type\":\"x_request\"}}", "{}", "{}", "{}" };
            parts[position] = part;
            var message = wire.Decode(Signed(parts));
            Assert.NotNull(message.Fault);
            Assert.Equal(("x_reply", $"{position}"), (message.ReplyType, (string?)message.Header["msg_id"]));
        }
    }

    [Fact]
    public void Of_a_malformed_header_what_can_be_read_is_kept()
    {
        var message = new WireFormat(new MessageSignature("key"u8.ToArray())).Decode(
            Signed(
                """{"msg_type":"x_request","msg_id":"\udfff","username":"a","username":"\ud83d\ude00","date":5}""", "{}", "{}", "{}"));
        Assert.NotNull(message.Fault);
        Assert.Equal("\uFFFD", (string?)message.Header["msg_id"]);
        Assert.Equal("😀", (string?)message.Header["username"]);
        Assert.Null(message.Header["date"]);
    }

    [Fact]
    public void A_message_is_read_once()
    {
        var wire = new WireFormat(new MessageSignature("key"u8.ToArray()));
        string[] parts = ["{\"msg_type\":\"x_request\"}", "{}", "{}", "{}"];
        wire.Decode(Signed(parts));
        Assert.Contains("sent before", Assert.Throws<FormatException>(() => wire.Decode(Signed(parts))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_is_too_large_is_refused_before_its_signature_is_checked()
    {
        var frames = new NetMQMessage([new NetMQFrame("<IDS|MSG>"), new NetMQFrame(new byte[WireFormat.MostBytes + 1])]);
        Assert.Contains("MiB", Assert.Throws<FormatException>(() => Wire.Decode(frames)).Message, StringComparison.Ordinal);
    }

    private static NetMQMessage Signed(params string[] parts)
    {
        byte[][] bytes = [.. parts.Select(Encoding.UTF8.GetBytes)];
        return new NetMQMessage(["<IDS|MSG>"u8.ToArray(), new MessageSignature("key"u8.ToArray()).Of(bytes), .. bytes]);
    }
}

using System.Security.Cryptography;
using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Tests.Models;

public sealed class WeightsDownloadTests : IDisposable
{
    private const int Half = 150_000;

    private static readonly byte[] Content = [.. Enumerable.Range(0, 2 * Half).Select(i => (byte)(i * 11))];
    private static readonly string Announcement = $"X-Linked-Etag: \"{Convert.ToHexStringLower(SHA256.HashData(Content))}\"";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_broken_connection_is_taken_up_where_it_broke()
    {
        LoopbackServer? self = null;
        using var server = new LoopbackServer(_ => self!.Requests == 1 ? FirstHalf() : SecondHalf());
        self = server;
        Assert.Equal(Content, File.ReadAllBytes(From(server).Download()));
        Assert.Equal(["", $"bytes={Half}-"], server.Ranges);
    }

    [Fact]
    public void A_later_call_resumes_what_an_earlier_one_left()
    {
        using (var broken = new LoopbackServer(_ => FirstHalf()))
        {
            Assert.Throws<WeightsUnavailableException>(() => From(broken).Download());
        }
        using var server = new LoopbackServer(_ => SecondHalf());
        Assert.Equal(Content, File.ReadAllBytes(From(server).Download()));
        Assert.Equal([$"bytes={Half}-"], server.Ranges);
        Assert.Equal([$"{Path.GetFileName(From(server).FilePath)}.sha256"],
            Directory.GetFiles(folder.File("downloads")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_server_that_ignores_ranges_sends_the_whole_file_again()
    {
        LoopbackServer? self = null;
        using var server = new LoopbackServer(_ => self!.Requests == 1 ? FirstHalf() : Message("200 OK", Content));
        self = server;
        Assert.Equal(Content, File.ReadAllBytes(From(server).Download()));
    }

    [Fact]
    public void A_remainder_of_another_file_is_discarded()
    {
        Directory.CreateDirectory(folder.File("downloads"));
        using var server = new LoopbackServer(_ => SecondHalf());
        File.WriteAllBytes(Path.Combine(folder.File("downloads"), Path.GetFileName(From(server).FilePath)), new byte[Half]);
        Assert.Throws<WeightsException>(() => From(server).Download());
        Assert.Empty(Directory.GetFiles(folder.File("downloads")));
    }

    [Fact]
    public void A_body_without_end_stops_at_the_announced_size()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Message("200 OK", [Announcement, $"X-Linked-Size: {2 * Half}"], []))
        {
            Endless = (new byte[10_000], TimeSpan.Zero),
        };
        Assert.Contains($"sends more than the {2 * Half} bytes", Refusal(server), StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_no_weights_have_is_refused_before_anything_is_written()
    {
        using var server = new LoopbackServer(
            _ => LoopbackServer.Message("200 OK", [Announcement, $"Content-Length: {WeightsDownload.MostBytes + 1}"], []));
        Assert.Contains("the limit is", Refusal(server), StringComparison.Ordinal);
    }

    [Fact]
    public void A_drip_of_bytes_is_given_up()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Message("200 OK", [Announcement, $"Content-Length: {2 * Half}"], []))
        {
            Endless = ([1], TimeSpan.FromMilliseconds(20)),
        };
        Assert.Contains("too slow", Refusal(server), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cached_file_that_was_changed_is_refused_by_name()
    {
        using var server = new LoopbackServer(_ => Message("200 OK", Content));
        var path = From(server).Download();
        File.WriteAllBytes(path, [.. Content[..^1], 0]);
        var refusal = Assert.Throws<UnusableFileException>(() => From(server).Download());
        Assert.Equal((path, "Delete it; it is downloaded again."), (refusal.File, refusal.Cure));
    }

    private static byte[] FirstHalf() =>
        LoopbackServer.Message("200 OK", [Announcement, $"Content-Length: {Content.Length}"], Content.AsSpan(0, Half));

    private static byte[] SecondHalf() => LoopbackServer.Message(
        "206 Partial Content",
        [Announcement, $"Content-Length: {Half}", $"Content-Range: bytes {Half}-{Content.Length - 1}/{Content.Length}"],
        Content.AsSpan(Half));

    private static byte[] Message(string status, byte[] body) =>
        LoopbackServer.Message(status, [Announcement, $"Content-Length: {body.Length}"], body);

    private string Refusal(LoopbackServer server)
    {
        var refusal = Assert.Throws<WeightsUnavailableException>(
            () => (From(server) with { Timeout = TimeSpan.FromMinutes(1), Patience = TimeSpan.FromMilliseconds(200) }).Download());
        Assert.False(File.Exists(From(server).FilePath));
        return refusal.Message;
    }

    private ImageNetWeights From(LoopbackServer server) =>
        new() { Address = new(server.Address, "model.safetensors"), Folder = folder.Root };
}

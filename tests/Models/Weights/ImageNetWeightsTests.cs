using System.Security.Cryptography;
using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Tests.Models;

public sealed class ImageNetWeightsTests : IDisposable
{
    private static readonly byte[] Content = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7)).ToArray();
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_is_downloaded_once_through_a_redirect_to_another_server()
    {
        using var store = new LoopbackServer(_ => LoopbackServer.Message("200 OK", [Length(Content.Length)], Content));
        using var hub = new LoopbackServer(_ => Redirect(new(store.Address, "file"), Announcement(Hash)));
        var weights = From(hub);
        var reports = new Reports();
        Assert.Equal(weights.FilePath, weights.Download(reports));
        Assert.Equal(Content, File.ReadAllBytes(weights.FilePath));
        Assert.Equal("127.0.0.1-timm-model.safetensors", Path.GetFileName(weights.FilePath));
        Assert.True(reports.Last.IsComplete);
        Assert.Equal((300, 300, "kB"), (reports.Last.Done, reports.Last.Total, reports.Last.Unit));
        Assert.Equal(weights.FilePath, weights.Download());
        Assert.Equal((1, 1), (hub.Requests, store.Requests));
        Assert.Single(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_wrong_hash_throws_and_leaves_no_file()
    {
        byte[] other = [.. Content[..^1], 0];
        using var server = new LoopbackServer(_ => LoopbackServer.Message("200 OK", [Length(other.Length), Announcement(Hash)], other));
        var refusal = Assert.Throws<WeightsException>(() => From(server).Download());
        Assert.Contains($"{From(server).Address}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"not the announced {Hash}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void Only_the_address_itself_may_announce_the_hash()
    {
        using var store = new LoopbackServer(_ => LoopbackServer.Message("200 OK", [Length(Content.Length), Announcement(Hash)], Content));
        using var hub = new LoopbackServer(_ => Redirect(store.Address));
        AssertUnavailable(From(hub), "announces no SHA-256");
        Assert.Equal(Content, File.ReadAllBytes((From(hub) with { Sha256 = Hash.ToUpperInvariant() }).Download()));
    }

    [Fact]
    public void A_malformed_hash_is_ignored()
    {
        using var server =
            new LoopbackServer(_ => LoopbackServer.Message("200 OK", [Length(Content.Length), Announcement("0123abc")], Content));
        AssertUnavailable(From(server), "announces no SHA-256");
    }

    [Theory]
    [InlineData("Content-Length: 300000")]
    [InlineData("X-Linked-Size: 300000")]
    public void An_interrupted_download_leaves_no_file(string size)
    {
        using var server =
            new LoopbackServer(_ => LoopbackServer.Message("200 OK", [size, Announcement(Hash)], Content.AsSpan(0, 200_000)));
        AssertUnavailable(From(server), "closed the connection");
    }

    [Fact]
    public void Without_an_announced_length_the_hash_is_checked()
    {
        using var server = new LoopbackServer(
            path => LoopbackServer.Message(
                "200 OK", [Announcement(Hash)], path == "/timm/model.safetensors" ? Content : Content.AsSpan(9)));
        var reports = new Reports();
        Assert.Equal(Content, File.ReadAllBytes(From(server).Download(reports)));
        Assert.Equal(0, reports.Last.Total);
        Assert.Throws<WeightsException>(() => (From(server) with { Address = new(server.Address, "other") }).Download());
    }

    [Fact]
    public void A_missing_file_is_unavailable()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Message("404 Not Found", [Length(4), Announcement(Hash)], "none"u8));
        AssertUnavailable(From(server), "responded 404 Not Found");
    }

    [Fact]
    public void A_redirect_into_the_file_system_is_not_followed()
    {
        using var server = new LoopbackServer(_ => Redirect(new("file:///etc/hostname"), Announcement(Hash)));
        AssertUnavailable(From(server), "cannot be reached");
    }

    [Fact]
    public void The_number_of_redirects_is_limited()
    {
        using var server = new LoopbackServer(path => Redirect(new(path + "x", UriKind.Relative), Announcement(Hash)));
        AssertUnavailable(From(server), "redirects more than 5 times");
        Assert.Equal(6, server.Requests);
    }

    [Fact]
    public void A_silent_server_times_out()
    {
        using var server = new LoopbackServer(_ => null);
        AssertUnavailable(From(server) with { Timeout = TimeSpan.FromMilliseconds(100) }, "did not respond within 0.1 s");
    }

    [Fact]
    public void Without_a_server_the_weights_are_unavailable() => AssertUnavailable(From(Unused()), "cannot be reached");

    [Fact]
    public void Cancelling_leaves_no_file()
    {
        using var server = new LoopbackServer(
            _ => LoopbackServer.Message("200 OK", [Length(Content.Length), Announcement(Hash)], Content.AsSpan(0, 100_000)));
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => From(server).Download(new Reports(_ => source.Cancel()), source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => From(server).Download(null, source.Token));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    internal static Uri Unused() => new($"http://127.0.0.1:{FreePorts.Find(1)[0]}/");

    private void AssertUnavailable(ImageNetWeights weights, string reason)
    {
        var refusal = Assert.Throws<WeightsUnavailableException>(() => weights.Download());
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{weights.Address.Authority}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    private ImageNetWeights From(LoopbackServer server) => From(server.Address);

    private ImageNetWeights From(Uri server) => new() { Address = new(server, "timm/model.safetensors"), Folder = folder.Root };

    private static string Length(int bytes) => $"Content-Length: {bytes}";

    private static string Announcement(string hash) => $"X-Linked-Etag: \"{hash}\"";

    private static byte[] Redirect(Uri to, params string[] headers) =>
        LoopbackServer.Message("302 Found", [$"Location: {to}", Length(0), .. headers], []);

    private sealed class Reports(Action<WorkProgress>? then = null) : IProgress<WorkProgress>
    {
        public WorkProgress Last { get; private set; } = new("", 0, 0, default);

        public void Report(WorkProgress value)
        {
            Last = value;
            then?.Invoke(value);
        }
    }
}

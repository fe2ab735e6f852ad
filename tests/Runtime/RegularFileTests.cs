using System.Diagnostics;
using System.Net.Sockets;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Runtime;

/// <summary>Named pipes, sockets, devices and directories where a file is expected: refused by name, at once.</summary>
public sealed class RegularFileTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Readers => [.. ByName.Keys];

    private static readonly Dictionary<string, Action<string>> ByName = new()
    {
        ["any"] = path => RegularFile.Open(path).Dispose(),
        ["weights"] = path => SafeTensors.Read(path).Dispose(),
        ["score part"] = path => ScorePart.ReadHeader(path),
        ["image"] = path => ImageCodec.Read(path),
        ["manifest"] = path => Manifest.Read(path),
        ["notebook"] = path => Telltale.Workbench.Notebooks.Notebook.Read(path),
        ["connection file"] = path => ConnectionFile.Read(path),
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task What_is_no_regular_file_is_refused_by_name_at_once(string reader)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        var (pipe, socket) = (folder.File("a.pipe"), folder.File("a.socket"));
        await Process.Start("mkfifo", [pipe]).WaitForExitAsync();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        File.CreateSymbolicLink(folder.File("a.link"), "/dev/zero");
        foreach (var path in new[] { pipe, socket, folder.File("a.link"), "/dev/zero", folder.Root })
        {
            var refusal = await Assert.ThrowsAnyAsync<IOException>(() => Task.Run(() => ByName[reader](path)).WaitAsync(AtOnce));
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_kind_and_the_cure_are_named() => Assert.Equal(
        "/dev/null: This is a device, not a regular file. Name a regular file.",
        Assert.Throws<UnusableFileException>(() => RegularFile.Open("/dev/null")).Message);

    [Fact]
    public void A_file_through_a_link_is_read()
    {
        File.WriteAllBytes(folder.File("file"), [1, 2, 3]);
        File.CreateSymbolicLink(folder.File("link"), folder.File("file"));
        Assert.Equal([1, 2, 3], RegularFile.ReadAllBytes(folder.File("link"), limit: 3));
        Assert.Contains("the limit is 2",
            Assert.Throws<UnusableFileException>(() => RegularFile.ReadAllBytes(folder.File("link"), limit: 2)).Message,
            StringComparison.Ordinal);
    }
}

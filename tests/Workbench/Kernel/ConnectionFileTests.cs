using System.Text.Json;
using System.Text.Json.Nodes;
using Telltale.Workbench;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

public sealed class ConnectionFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly JsonObject file = new()
    {
        ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["shell_port"] = 1, ["control_port"] = 2, ["stdin_port"] = 3, ["iopub_port"] = 4,
        ["hb_port"] = 5, ["key"] = "secret", ["signature_scheme"] = "hmac-sha256", ["kernel_name"] = "",
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_Jupyter_writes_is_read()
    {
        var connection = Read();
        int[] ports = [connection.Shell, connection.Control, connection.Stdin, connection.IOPub, connection.Heartbeat];
        Assert.Equal("127.0.0.1", connection.Address);
        Assert.Equal([1, 2, 3, 4, 5], ports);
        Assert.Equal("secret"u8.ToArray(), connection.Key);
    }

    [Theory]
    [InlineData("ip", "0.0.0.0", "this machine only")]
    [InlineData("ip", "192.168.1.7", "this machine only")]
    [InlineData("ip", "*", "this machine only")]
    [InlineData("transport", "ipc", "only 'tcp' is supported")]
    [InlineData("signature_scheme", "hmac-md5", "only 'hmac-sha256' is supported")]
    [InlineData("hb_port", "five", "not a Jupyter connection file")]
    [InlineData("key", null, "it has no 'key'")]
    [InlineData("key", 7, "its 'key' is not text")]
    [InlineData("hb_port", 0, "its 'hb_port' is not a port")]
    [InlineData("hb_port", 70000, "its 'hb_port' is not a port")]
    [InlineData("hb_port", -1, "its 'hb_port' is not a port")]
    [InlineData("hb_port", 1.5, "its 'hb_port' is not a port")]
    [InlineData("hb_port", 1e300, "its 'hb_port' is not a port")]
    [InlineData("hb_port", 1, "its ports must differ")]
    public void What_this_kernel_does_not_support_is_refused(string name, object? value, string message)
    {
        file[name] = JsonSerializer.SerializeToNode(value);
        Assert.Contains(message, Assert.Throws<UnusableFileException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(
            "nowhere.json", Assert.Throws<UnusableFileException>(() => ConnectionFile.Read(folder.File("nowhere.json"))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"shell_port\": 1, \"shell_port\": 1}")]
    [InlineData("{\"transport\": \"\\ud800\"}")]
    [InlineData("{\"transport\": {}}")]
    public void Malformed_JSON_is_refused_by_name(string text)
    {
        File.WriteAllText(folder.File("bad.json"), text);
        var refusal = Assert.Throws<UnusableFileException>(() => ConnectionFile.Read(folder.File("bad.json")));
        Assert.StartsWith(folder.File("bad.json"), refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private ConnectionFile Read()
    {
        File.WriteAllText(folder.File("kernel.json"), file.ToJsonString());
        return ConnectionFile.Read(folder.File("kernel.json"));
    }
}

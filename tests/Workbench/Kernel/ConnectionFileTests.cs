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
    public void What_this_kernel_does_not_support_is_refused(string name, string? value, string message)
    {
        file[name] = value;
        Assert.Contains(message, Assert.Throws<UsageException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.json", Assert.Throws<UsageException>(() => ConnectionFile.Read(folder.File("nowhere.json"))).Message,
            StringComparison.Ordinal);

    private ConnectionFile Read()
    {
        File.WriteAllText(folder.File("kernel.json"), file.ToJsonString());
        return ConnectionFile.Read(folder.File("kernel.json"));
    }
}

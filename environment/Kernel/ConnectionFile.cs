using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Kernel;

/// <summary>The addresses on which the kernel must listen, and the key for message signatures.</summary>
/// <param name="Address">A loopback address.</param>
/// <param name="Shell">Port for requests.</param>
/// <param name="Control">Port for requests that must not wait for cells.</param>
/// <param name="Stdin">Port for input requests, which this kernel does not send.</param>
/// <param name="IOPub">Port for messages to all front ends.</param>
/// <param name="Heartbeat">Port that echoes messages.</param>
/// <param name="Key">The key; empty if messages are not signed.</param>
internal sealed record ConnectionFile(string Address, int Shell, int Control, int Stdin, int IOPub, int Heartbeat, byte[] Key)
{
    private const string SignatureScheme = "hmac-sha256";

    /// <summary>Reads the file that Jupyter writes for each kernel.</summary>
    /// <exception cref="UsageException">The file is missing, malformed, or requires something unsupported.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return From(JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new FormatException("it is not a JSON object."));
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException)
        {
            throw new UsageException($"'{path}' is not a Jupyter connection file that this kernel can use: {error.Message}");
        }
    }

    private static ConnectionFile From(JsonObject json)
    {
        if (Text(json, "transport") is not "tcp" and var transport)
        {
            throw new FormatException($"its transport is '{transport}'; only 'tcp' is supported.");
        }

        var key = Text(json, "key");
        if (key.Length > 0 && Text(json, "signature_scheme") is not SignatureScheme and var scheme)
        {
            throw new FormatException($"its signature scheme is '{scheme}'; only '{SignatureScheme}' is supported.");
        }

        var address = Text(json, "ip");
        if (!IPAddress.TryParse(address == "localhost" ? "127.0.0.1" : address, out var ip) || !IPAddress.IsLoopback(ip))
        {
            throw new FormatException($"its address is '{address}'; a kernel listens on this machine only, so it must be 127.0.0.1.");
        }

        return new ConnectionFile(
            ip.ToString(), Port(json, "shell_port"), Port(json, "control_port"), Port(json, "stdin_port"), Port(json, "iopub_port"),
            Port(json, "hb_port"), Encoding.UTF8.GetBytes(key));
    }

    private static string Text(JsonObject json, string name) => (string?)json[name] ?? throw new FormatException($"it has no '{name}'.");

    private static int Port(JsonObject json, string name) => (int?)json[name] ?? throw new FormatException($"it has no '{name}'.");
}

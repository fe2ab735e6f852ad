using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Telltale.Workbench.Kernel;

/// <summary>Where Jupyter wants the kernel to listen, and the key both sign messages with.</summary>
/// <param name="Address">An address of this machine that others cannot reach.</param>
/// <param name="Shell">Port for requests.</param>
/// <param name="Control">Port for requests that must not wait.</param>
/// <param name="Stdin">Port for questions to the user, of which this kernel asks none.</param>
/// <param name="IOPub">Port for what all front ends see.</param>
/// <param name="Heartbeat">Port that echoes.</param>
/// <param name="Key">The key; empty where messages are not signed.</param>
internal sealed record ConnectionFile(string Address, int Shell, int Control, int Stdin, int IOPub, int Heartbeat, byte[] Key)
{
    private const string SignatureScheme = "hmac-sha256";

    /// <summary>Reads the file that Jupyter writes for each kernel.</summary>
    /// <exception cref="UsageException">The file is missing, is something else, or asks for what this kernel does not do.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return From(JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new FormatException("it is no JSON object."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException)
        {
            throw new UsageException($"'{path}' is not a Jupyter connection file that this kernel can use: {error.Message}");
        }
    }

    private static ConnectionFile From(JsonObject json)
    {
        if (Text(json, "transport") is not "tcp" and var transport)
            throw new FormatException($"its transport is '{transport}', and only 'tcp' is known here.");
        var key = Text(json, "key");
        if (key.Length > 0 && Text(json, "signature_scheme") is not SignatureScheme and var scheme)
            throw new FormatException($"its signature scheme is '{scheme}', and only '{SignatureScheme}' is known here.");
        var address = Text(json, "ip");
        if (!IPAddress.TryParse(address == "localhost" ? "127.0.0.1" : address, out var ip) || !IPAddress.IsLoopback(ip))
            throw new FormatException($"its address is '{address}', but a kernel runs code for this machine alone: it must be 127.0.0.1.");
        return new ConnectionFile(
            ip.ToString(), Port(json, "shell_port"), Port(json, "control_port"), Port(json, "stdin_port"), Port(json, "iopub_port"),
            Port(json, "hb_port"), Encoding.UTF8.GetBytes(key));
    }

    private static string Text(JsonObject json, string name) => (string?)json[name] ?? throw new FormatException($"it has no '{name}'.");

    private static int Port(JsonObject json, string name) => (int?)json[name] ?? throw new FormatException($"it has no '{name}'.");
}

using System.Net;
using System.Text;
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
    private const long MostBytes = 1 << 20;

    /// <summary>Reads the file that Jupyter writes for each kernel.</summary>
    /// <exception cref="UnusableFileException">The file is missing, malformed, or requires something unsupported.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return From(StrictJson.Object(RegularFile.ReadAllBytes(path, MostBytes)));
        }
        catch (Exception error) when (error is FormatException or FileNotFoundException)
        {
            throw new UnusableFileException(
                path, $"It is not a Jupyter connection file that this kernel can use: {error.Message.TrimEnd('.')}.",
                "Jupyter writes one for each kernel; start the kernel from there.", error);
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

        var file = new ConnectionFile(
            ip.ToString(), Port(json, "shell_port"), Port(json, "control_port"), Port(json, "stdin_port"), Port(json, "iopub_port"),
            Port(json, "hb_port"), Encoding.UTF8.GetBytes(key));
        int[] ports = [file.Shell, file.Control, file.Stdin, file.IOPub, file.Heartbeat];
        return ports.Distinct().Count() == ports.Length ? file
            : throw new FormatException($"its ports must differ; they are {string.Join(", ", ports)}");
    }

    private static string Text(JsonObject json, string name) => Value(json, name).TryGetValue<string>(out var text) ? text
        : throw new FormatException($"its '{name}' is not text");

    private static int Port(JsonObject json, string name) =>
        Value(json, name).TryGetValue<int>(out var port) && port is >= IPEndPoint.MinPort + 1 and <= IPEndPoint.MaxPort ? port
        : throw new FormatException($"its '{name}' is not a port, a whole number from 1 to {IPEndPoint.MaxPort}");

    private static JsonValue Value(JsonObject json, string name) =>
        json[name] as JsonValue ?? throw new FormatException($"it has no '{name}'");
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Telltale.Tests.Models;

/// <summary>
/// An HTTP server on this machine that sends exactly the bytes it is given, even invalid ones. The response depends on the path; the
/// connection is closed after each response. For null it sends nothing until it is disposed.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, byte[]?> answer;
    private int requests;

    public LoopbackServer(Func<string, byte[]?> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Requests => requests;

    /// <summary>The ranges that were asked for, in order; empty where the whole file was.</summary>
    public ConcurrentQueue<string> Ranges { get; } = new();

    /// <summary>Bytes that follow each response without end, with a pause after each time; null for none.</summary>
    public (byte[] Bytes, TimeSpan Pause)? Endless { get; init; }

    public Uri Address => new($"http://{listener.LocalEndpoint}/");

    /// <summary>A response: status line, headers, empty line, body.</summary>
    public static byte[] Message(string status, string[] headers, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes(string.Join("\r\n", [$"HTTP/1.1 {status}", .. headers, "Connection: close", "", ""])), .. body];

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token), stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // disposed
        }
    }

    private async Task AnswerAsync(TcpClient connection, CancellationToken token)
    {
        using var _ = connection;
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        var path = (await reader.ReadLineAsync(token))!.Split(' ')[1];
        var range = "";
        while (await reader.ReadLineAsync(token) is { Length: > 0 } header)
        {
            range = header.StartsWith("Range: ", StringComparison.Ordinal) ? header["Range: ".Length..] : range;
        }
        Ranges.Enqueue(range);
        Interlocked.Increment(ref requests);
        if (answer(path) is { } message)
        {
            await connection.GetStream().WriteAsync(message, token);
            while (Endless is { } endless)
            {
                await connection.GetStream().WriteAsync(endless.Bytes, token);
                await Task.Delay(endless.Pause, token);
            }
        }
        else
        {
            await Task.Delay(Timeout.Infinite, token);
        }
    }
}

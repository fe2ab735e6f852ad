using NetMQ;
using NetMQ.Sockets;

namespace Telltale.Workbench.Kernel;

/// <summary>
/// The five sockets of a kernel. One thread owns them, as ZeroMQ requires; messages from other threads are queued.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    /// <summary>How long closing waits for the last message to be sent.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly WireFormat wire;
    private readonly RouterSocket shell = new();
    private readonly RouterSocket control = new();
    private readonly RouterSocket stdin = new();
    private readonly RouterSocket heartbeat = new();
    private readonly PublisherSocket publisher = new();
    private readonly NetMQQueue<(NetMQSocket Socket, Message Message)> outgoing = new();
    private readonly NetMQPoller poller;

    /// <summary>Starts listening on the given address only.</summary>
    /// <exception cref="UsageException">A port is in use.</exception>
    public KernelSockets(ConnectionFile connection)
    {
        wire = new WireFormat(new MessageSignature(connection.Key));
        poller = [shell, control, stdin, heartbeat, outgoing];
        Bind(shell, connection.Address, connection.Shell);
        Bind(control, connection.Address, connection.Control);
        Bind(stdin, connection.Address, connection.Stdin);
        Bind(heartbeat, connection.Address, connection.Heartbeat);
        Bind(publisher, connection.Address, connection.IOPub);
        heartbeat.ReceiveReady += (_, _) => heartbeat.SendMultipartMessage(heartbeat.ReceiveMultipartMessage());
        stdin.ReceiveReady += (_, _) => stdin.ReceiveMultipartMessage();
        shell.ReceiveReady += (_, _) => Receive(shell, OnShell);
        control.ReceiveReady += (_, _) => Receive(control, OnControl);
        outgoing.ReceiveReady += (_, _) => SendAll();
    }

    /// <summary>Raised for each request on the shell socket, on the sockets' thread: handlers must return quickly.</summary>
    public event Action<Message>? OnShell;

    /// <summary>Raised for each request on the control socket, likewise.</summary>
    public event Action<Message>? OnControl;

    /// <summary>Receives and sends until stopped.</summary>
    public void Run() => poller.Run();

    /// <summary>Makes <see cref="Run"/> return after the queued messages.</summary>
    public void Stop()
    {
        if (poller.IsRunning)
        {
            poller.StopAsync();
        }
    }

    /// <summary>Sends to all front ends.</summary>
    public void Publish(Message message) => outgoing.Enqueue((publisher, message));

    /// <summary>Sends a reply on the shell socket.</summary>
    public void AnswerOnShell(Message message) => outgoing.Enqueue((shell, message));

    /// <summary>Sends a reply on the control socket.</summary>
    public void AnswerOnControl(Message message) => outgoing.Enqueue((control, message));

    public void Dispose()
    {
        SendAll();
        poller.Dispose();
        foreach (var socket in new NetMQSocket[] { shell, control, stdin, heartbeat, publisher })
        {
            socket.Dispose();
        }

        outgoing.Dispose();
        NetMQConfig.Cleanup();
    }

    private static void Bind(NetMQSocket socket, string address, int port)
    {
        // A front end that reconnects replaces its old connection, which may not be closed yet.
        if (socket is RouterSocket)
        {
            socket.Options.RouterHandover = true;
        }
        // No output is dropped because a front end reads slowly.
        socket.Options.SendHighWatermark = 0;
        socket.Options.Linger = Linger;
        try
        {
            socket.Bind($"tcp://{address}:{port}");
        }
        catch (NetMQException error)
        {
            throw new UsageException($"The kernel cannot listen on {address}, port {port}: {error.Message}");
        }
    }

    private void Receive(RouterSocket socket, Action<Message>? receive)
    {
        try
        {
            receive?.Invoke(wire.Decode(socket.ReceiveMultipartMessage()));
        }
        catch (FormatException error)
        {
            // Jupyter writes a kernel's standard error to its log.
            Console.Error.WriteLine($"Telltale's kernel ignored {error.Message}.");
        }
    }

    private void SendAll()
    {
        while (outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            next.Socket.SendMultipartMessage(wire.Encode(next.Message));
        }
    }
}

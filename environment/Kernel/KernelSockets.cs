using NetMQ;
using NetMQ.Sockets;

namespace Telltale.Workbench.Kernel;

/// <summary>
/// The five sockets of a kernel. One thread owns them, as ZeroMQ requires; what other threads ask for is queued.
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
    private readonly NetMQQueue<Action> requested = new();
    private readonly NetMQPoller poller;
    private readonly TaskCompletionSource stopped = new();

    /// <summary>Starts listening on the given address only.</summary>
    /// <exception cref="IOException">A port is in use, or not available to this user.</exception>
    public KernelSockets(ConnectionFile connection)
    {
        wire = new WireFormat(new MessageSignature(connection.Key));
        poller = [shell, control, stdin, heartbeat, requested];
        Bind(shell, connection.Address, connection.Shell);
        Bind(control, connection.Address, connection.Control);
        Bind(stdin, connection.Address, connection.Stdin);
        Bind(heartbeat, connection.Address, connection.Heartbeat);
        Bind(publisher, connection.Address, connection.IOPub);
        heartbeat.ReceiveReady += (_, _) => Guarded(() => heartbeat.SendMultipartMessage(heartbeat.ReceiveMultipartMessage()));
        stdin.ReceiveReady += (_, _) => Guarded(() => stdin.ReceiveMultipartMessage());
        shell.ReceiveReady += (_, _) => Receive(shell, OnShell);
        control.ReceiveReady += (_, _) => Receive(control, OnControl);
        requested.ReceiveReady += (_, _) => DoRequested();
    }

    /// <summary>Raised for each request on the shell socket, on the sockets' thread: handlers must return quickly.</summary>
    public event Action<Message>? OnShell;

    /// <summary>Raised for each request on the control socket, likewise.</summary>
    public event Action<Message>? OnControl;

    /// <summary>Receives and sends until stopped.</summary>
    public void Run()
    {
        try
        {
            poller.Run();
        }
        finally
        {
            stopped.SetResult();
        }
    }

    /// <summary>Makes <see cref="Run"/> return after the queued messages.</summary>
    public void Stop()
    {
        if (poller.IsRunning)
        {
            poller.StopAsync();
        }
    }

    /// <summary>Sends to all front ends.</summary>
    public void Publish(Message message) => requested.Enqueue(() => Send(publisher, message));

    /// <summary>Sends a reply on the shell socket.</summary>
    public void AnswerOnShell(Message message) => requested.Enqueue(() => Send(shell, message));

    /// <summary>Sends a reply on the control socket.</summary>
    public void AnswerOnControl(Message message) => requested.Enqueue(() => Send(control, message));

    /// <summary>Completes once <see cref="OnShell"/> was raised for all requests that have arrived, or the sockets have stopped.</summary>
    public Task ReceiveArrivedAsync()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        requested.Enqueue(() =>
        {
            while (shell.HasIn)
            {
                Receive(shell, OnShell);
            }
            received.SetResult();
        });
        return Task.WhenAny(received.Task, stopped.Task);
    }

    public void Dispose()
    {
        DoRequested();
        poller.Dispose();
        foreach (var socket in new NetMQSocket[] { shell, control, stdin, heartbeat, publisher })
        {
            socket.Dispose();
        }

        requested.Dispose();
        NetMQConfig.Cleanup();
    }

    private static void Bind(NetMQSocket socket, string address, int port)
    {
        // A front end that reconnects replaces its old connection, which may not be closed yet.
        if (socket is RouterSocket)
        {
            socket.Options.RouterHandover = true;
        }
        // A larger frame ends its connection before memory is taken for it: whoever sent it need not know the key.
        socket.Options.MaxMsgSize = WireFormat.MostBytes;
        // No output is dropped because a front end reads slowly.
        socket.Options.SendHighWatermark = 0;
        socket.Options.Linger = Linger;
        try
        {
            socket.Bind($"tcp://{address}:{port}");
        }
        catch (NetMQException error)
        {
            throw new IOException($"The kernel cannot listen on {address}, port {port}: {error.Message}", error);
        }
    }

    private void Receive(RouterSocket socket, Action<Message>? receive) =>
        Guarded(() => receive?.Invoke(wire.Decode(socket.ReceiveMultipartMessage())));

    /// <summary>An exception would end the thread that owns the sockets, and the kernel would hear nothing more.</summary>
    private static void Guarded(Action handle)
    {
        try
        {
            handle();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Jupyter writes a kernel's standard error to its log.
            var what = error is FormatException ? error.Message : $"a message ({error.GetType().Name}: {error.Message})";
            Console.Error.WriteLine($"Telltale's kernel ignored {what}.");
        }
    }

    private void Send(NetMQSocket socket, Message message) => socket.SendMultipartMessage(wire.Encode(message));

    private void DoRequested()
    {
        while (requested.TryDequeue(out var next, TimeSpan.Zero))
        {
            Guarded(next);
        }
    }
}

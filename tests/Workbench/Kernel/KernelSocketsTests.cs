using NetMQ;
using NetMQ.Sockets;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

public sealed class KernelSocketsTests
{
    private const int Requests = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task All_requests_that_have_arrived_are_received_before_the_task_completes()
    {
        var (connection, stop) = (Connection(), TestContext.Current.CancellationToken);
        using var client = new DealerSocket($">tcp://{connection.Address}:{connection.Shell}");
        var wire = new WireFormat(new MessageSignature(connection.Key));
        for (var request = 0; request < Requests; request++)
        {
            // Nobody listens yet: they arrive together.
            client.SendMultipartMessage(wire.Encode(Message.Create("execute_request", [], null, [])));
        }
        var sockets = new KernelSockets(connection);
        using var asked = new ManualResetEventSlim();
        var (begun, received) = (new TaskCompletionSource(), 0);
        sockets.OnShell += _ =>
        {
            received++;
            begun.TrySetResult();
            asked.Wait(stop);
        };
        var running = Task.Factory.StartNew(sockets.Run, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await begun.Task.WaitAsync(Patience, stop);
        var arrived = sockets.ReceiveArrivedAsync();
        asked.Set();
        await arrived.WaitAsync(Patience, stop);
        Assert.Equal(Requests, received);
        sockets.Stop();
        await running.WaitAsync(Patience, stop);
        await sockets.ReceiveArrivedAsync().WaitAsync(Patience, stop);
        client.Dispose(); // the kernel's sockets wait for it
        sockets.Dispose();
    }

    private static ConnectionFile Connection()
    {
        var ports = FreePorts.Find(5);
        return new("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], []);
    }
}

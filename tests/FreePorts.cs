using System.Net;
using System.Net.Sockets;

namespace Telltale.Tests;

/// <summary>Ports of loopback that nobody listens on.</summary>
internal static class FreePorts
{
    /// <summary>So many ports, no two the same.</summary>
    public static int[] Find(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}

using System.Net.Sockets;
using Telltale.Workbench;
using Telltale.Workbench.Hosting;

namespace Telltale.Tests.Workbench.Hosting;

public sealed class LeftoversTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LeftoversTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The runtime's pipes have these names on Linux.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pipes_of_an_ended_process_are_deleted()
    {
        var (id, start) = (EndedProcess.Id(), 12345);
        var socket = Listen($"dotnet-diagnostic-{id}-{start}-socket");
        string[] pipes = [Touch($"clr-debug-pipe-{id}-{start}-in"), Touch($"clr-debug-pipe-{id}-{start}-out")];
        Leftovers.SweepPipes(folder.Root);
        Assert.All(pipes, pipe => Assert.True(File.Exists(pipe)));
        socket.Dispose();
        // .NET deletes the socket's file together with the socket; a killed process leaves it.
        var left = Touch($"dotnet-diagnostic-{id}-{start}-socket");
        Leftovers.SweepPipes(folder.Root);
        Assert.All([.. pipes, left], pipe => Assert.False(File.Exists(pipe)));
    }

    [Fact]
    public void Pipes_of_a_living_process_are_kept_and_those_of_an_earlier_one_with_its_id_are_not()
    {
        var status = File.ReadAllText("/proc/self/stat");
        var start = status[(status.LastIndexOf(')') + 2)..].Split(' ')[19];
        var own = Touch($"dotnet-diagnostic-{Environment.ProcessId}-{start}-socket");
        var earlier = Touch($"dotnet-diagnostic-{Environment.ProcessId}-1-socket");
        Leftovers.SweepPipes(folder.Root);
        Assert.True(File.Exists(own));
        Assert.False(File.Exists(earlier));
    }

    [Fact]
    public void Pipes_that_no_socket_explains_are_kept_for_a_day()
    {
        var id = EndedProcess.Id();
        var (young, old) = (Touch($"clr-debug-pipe-{id}-1-in"), Touch($"clr-debug-pipe-{id}-2-in"));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        Leftovers.SweepPipes(folder.Root);
        Assert.True(File.Exists(young));
        Assert.False(File.Exists(old));
    }

    [Fact]
    public void Other_files_are_kept()
    {
        string[] others = [Touch("dotnet-diagnostic-x-1-socket"), Touch("clr-debug-pipe-1-1-in.txt"), Touch("notes.tmp")];
        Leftovers.SweepPipes(folder.Root);
        TemporaryName.Sweep(folder.Root, SearchOption.AllDirectories);
        Assert.All(others, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public void Temporaries_of_ended_processes_are_deleted_and_those_of_living_ones_kept()
    {
        var own = TemporaryName.NewEnding();
        var ended = own.Replace($".{Environment.ProcessId}-", $".{EndedProcess.Id()}-", StringComparison.Ordinal);
        var elsewhere = $".{EndedProcess.Id()}-00000000{own[own.LastIndexOf('-')..]}";
        string[] kept = [Touch($".a{own}"), Touch($".foreign{elsewhere}")];
        string[] abandoned = [Touch($".a{ended}"), Touch($".old{elsewhere}"), Directory.CreateDirectory(folder.File($"b{ended}")).FullName];
        File.SetLastWriteTimeUtc(abandoned[1], DateTime.UtcNow.AddDays(-2));
        TemporaryName.Sweep(folder.Root, SearchOption.AllDirectories);
        Assert.All(kept, path => Assert.True(Path.Exists(path)));
        Assert.All(abandoned, path => Assert.False(Path.Exists(path)));
    }

    private Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder.File(name)));
        socket.Listen();
        return socket;
    }

    private string Touch(string name)
    {
        File.WriteAllText(folder.File(name), "");
        return folder.File(name);
    }
}

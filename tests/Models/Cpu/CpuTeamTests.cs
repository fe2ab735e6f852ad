using System.Collections.Concurrent;
using Telltale.Models.Cpu;
using TorchSharp;

namespace Telltale.Tests.Models.Cpu;

[Collection("alone")] // it changes the number of threads
public class CpuTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Every_index_runs_once(int count)
    {
        var done = new int[count];
        CpuTeam.Run(count, index => Interlocked.Increment(ref done[index]));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_team_remains_usable()
    {
        var error = Assert.Throws<InvalidOperationException>(() => CpuTeam.Run(100, index => throw new InvalidOperationException("no")));
        Assert.Equal("no", error.Message);
        Every_index_runs_once(100);
    }

    [Fact]
    public void With_one_thread_everything_runs_on_the_calling_thread()
    {
        var threads = new List<int>();
        var alone = new Thread(() =>
        {
            var usual = torch.get_num_threads();
            torch.set_num_threads(1);
            CpuTeam.Run(50, _ => threads.Add(Environment.CurrentManagedThreadId));
            torch.set_num_threads(usual);
        });
        alone.Start();
        alone.Join();
        Assert.Equal(50, threads.Count);
        Assert.Single(threads.Distinct());
    }

    [Fact]
    public void Threads_of_a_team_may_wait_for_each_other()
    {
        var arrived = 0;
        CpuTeam.RunTogether(CpuTeam.Threads, (_, size) =>
        {
            Interlocked.Increment(ref arrived);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref arrived) == size, TimeSpan.FromMinutes(1)));
        });
        Assert.InRange(arrived, 1, CpuTeam.Threads);
    }

    [Fact]
    public void A_team_with_fewer_threads_than_requested_reports_its_size()
    {
        var sizes = new ConcurrentBag<int>();
        CpuTeam.RunTogether(
            2, (_, _) => CpuTeam.RunTogether(8, (index, size) => sizes.Add(index == 0 ? size : -1))); // OpenMP does not nest
        Assert.All(sizes, size => Assert.Equal(1, size));
    }

    [Fact]
    public void Within_shared_work_libtorch_has_one_thread_and_afterwards_all()
    {
        var before = torch.get_num_threads();
        var within = new ConcurrentBag<int>();
        CpuTeam.RunTogether(before, (_, _) => within.Add(torch.get_num_threads()));
        Assert.All(within, threads => Assert.Equal(OperatingSystem.IsLinux() ? 1 : before, threads));
        Assert.Equal(before, torch.get_num_threads());
    }
}

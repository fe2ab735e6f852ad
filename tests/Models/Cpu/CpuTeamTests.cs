using System.Collections.Concurrent;
using Telltale.Models.Cpu;
using TorchSharp;

namespace Telltale.Tests.Models.Cpu;

public class CpuTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Every_piece_is_done_once(int pieces)
    {
        var done = new int[pieces];
        CpuTeam.Run(pieces, piece => Interlocked.Increment(ref done[piece]));
        Assert.All(done, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_the_team_works_on()
    {
        var error = Assert.Throws<InvalidOperationException>(() => CpuTeam.Run(100, piece => throw new InvalidOperationException("no")));
        Assert.Equal("no", error.Message);
        Every_piece_is_done_once(100);
    }

    [Fact]
    public void A_thread_that_libtorch_computes_on_alone_does_all_pieces_itself()
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
    public void Threads_together_may_wait_for_each_other()
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
    public void A_team_says_how_many_it_is_where_it_gets_fewer_threads_than_it_asked_for()
    {
        var sizes = new ConcurrentBag<int>();
        CpuTeam.RunTogether(2, (_, _) => CpuTeam.RunTogether(8, (index, size) => sizes.Add(index == 0 ? size : -1))); // OpenMP does not nest
        Assert.All(sizes, size => Assert.Equal(1, size));
    }

    [Fact]
    public void Within_shared_work_libtorch_has_one_thread_and_after_it_all_again()
    {
        var before = torch.get_num_threads();
        var within = new ConcurrentBag<int>();
        CpuTeam.RunTogether(before, (_, _) => within.Add(torch.get_num_threads()));
        Assert.All(within, threads => Assert.Equal(OperatingSystem.IsLinux() ? 1 : before, threads));
        Assert.Equal(before, torch.get_num_threads());
    }
}

using Telltale.Models.Cpu;
using TorchSharp;

namespace Telltale.Tests.Models.Cpu;

public class ProcessorTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Every_piece_is_done_once(int pieces)
    {
        var done = new int[pieces];
        ProcessorTeam.Run(pieces, piece => Interlocked.Increment(ref done[piece]));
        Assert.All(done, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_the_team_works_on()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ProcessorTeam.Run(100, piece => throw new InvalidOperationException("no")));
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
            ProcessorTeam.Run(50, _ => threads.Add(System.Environment.CurrentManagedThreadId));
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
        var (together, arrived) = (ProcessorTeam.ThreadsTogether, 0);
        ProcessorTeam.Run(together, _ =>
        {
            Interlocked.Increment(ref arrived);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref arrived) == together, TimeSpan.FromMinutes(1)));
        });
        Assert.InRange(together, 1, torch.get_num_threads());
    }

    [Fact]
    public void Within_shared_work_libtorch_has_one_thread_and_after_it_all_again()
    {
        var before = torch.get_num_threads();
        var within = new int[ProcessorTeam.ThreadsTogether];
        ProcessorTeam.Run(within.Length, piece => within[piece] = torch.get_num_threads());
        Assert.All(within, threads => Assert.Equal(within.Length == 1 ? before : 1, threads));
        Assert.Equal(before, torch.get_num_threads());
    }
}

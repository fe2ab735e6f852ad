using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Tests.Runtime;

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
            torch.set_num_threads(1);
            ProcessorTeam.Run(50, _ => threads.Add(System.Environment.CurrentManagedThreadId));
        });
        alone.Start();
        alone.Join();
        Assert.Equal(50, threads.Count);
        Assert.Single(threads.Distinct());
    }
}

using System.Diagnostics;
using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public sealed class SharedLockTests : IDisposable
{
    private static readonly LockTimes Quick = new() { Poll = TimeSpan.FromMilliseconds(5) };
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();

    private string Lock => folder.File("below/run.lock");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_one_holds_a_lock_at_a_time_and_its_file_is_gone_afterwards()
    {
        var (inside, most, taken) = (0, 0, 0);
        Parallel.For(0, 40, new() { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var held = SharedLock.Take(Lock, default, Quick);
            var now = Interlocked.Increment(ref inside);
            most = Math.Max(most, now);
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            Interlocked.Increment(ref taken);
        });
        Assert.Equal((1, 40), (most, taken));
        Assert.Empty(Directory.GetFiles(folder.File("below")));
    }

    [Fact]
    public async Task A_lock_is_never_seen_without_its_owner()
    {
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested || seen == 0)
            {
                try
                {
                    Assert.NotEmpty(File.ReadAllText(Lock));
                    seen++;
                }
                catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
                {
                    // It is free at the moment.
                }
            }
        });
        for (var round = 0; round < 500; round++)
        {
            SharedLock.Take(Lock, default, Quick).Dispose();
        }
        await stop.CancelAsync();
        using var held = SharedLock.Take(Lock, default, Quick);
        await reading.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_lock_that_another_holds_is_waited_for_until_the_waiting_is_cancelled()
    {
        using var held = SharedLock.Take(Lock, default);
        using var stop = new CancellationTokenSource();
        var waiting = Task.Run(() => SharedLock.Take(Lock, stop.Token, Quick));
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        Assert.True(File.Exists(Lock));
    }

    [Fact]
    public void The_lock_of_a_process_that_ended_is_broken_at_once()
    {
        Leave(LockOwner.Now() with { Process = EndedProcess.Id() });
        using var taken = SharedLock.Take(Lock, new CancellationTokenSource(Patience).Token);
        Assert.Contains($"\"Process\":{Environment.ProcessId}", File.ReadAllText(Lock), StringComparison.Ordinal);
    }

    [Fact]
    public void A_requeued_job_breaks_the_lock_of_its_earlier_start_and_of_no_other_job()
    {
        var here = LockOwner.Now() with { Job = "12", Restart = 1 };
        var elsewhere = here with { Place = "00000000" };
        Assert.True((elsewhere with { Restart = 0 }).HasEnded(here));
        Assert.False(elsewhere.HasEnded(here));
        Assert.False((elsewhere with { Job = "13", Restart = 0 }).HasEnded(here));
        Assert.False((elsewhere with { Job = null, Restart = 0 }).HasEnded(here with { Job = null }));
    }

    [Fact]
    public async Task A_lock_of_another_machine_is_broken_when_it_was_not_touched_for_a_time_and_not_before()
    {
        Leave(LockOwner.Now() with { Place = "00000000" });
        var clock = new HandClock();
        var times = Quick with { Abandoned = TimeSpan.FromSeconds(1), Clock = clock.Read };
        var waiting = Task.Run(() => SharedLock.Take(Lock, default, times));
        for (var touch = 1; touch <= 4; touch++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.6));
            File.SetLastWriteTimeUtc(Lock, DateTime.UnixEpoch.AddSeconds(touch));
            // At most three readings of the clock to a look: one whole look follows the touch.
            var readings = clock.Readings + 6;
            Assert.True(SpinWait.SpinUntil(() => clock.Readings > readings, Patience));
            Assert.False(waiting.IsCompleted);
        }
        clock.Advance(TimeSpan.FromSeconds(1.1));
        (await waiting.WaitAsync(Patience)).Dispose();
    }

    [Fact]
    public void A_lock_without_an_owner_is_held_until_it_is_old()
    {
        Directory.CreateDirectory(folder.File("below"));
        File.WriteAllText(Lock, "");
        var watch = Stopwatch.StartNew();
        using var taken = SharedLock.Take(Lock, default, Quick with { Abandoned = TimeSpan.FromMilliseconds(200) });
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Whoever_lost_the_lock_leaves_that_of_the_next_holder()
    {
        var lost = SharedLock.Take(Lock, default);
        var next = LockOwner.Now() with { Place = "00000000" };
        Leave(next);
        lost.Dispose();
        Assert.Contains(next.Id, File.ReadAllText(Lock), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_machine_replaced_is_read_again()
    {
        var calls = 0;
        Assert.Equal(3, ReplacedFile.Read(() => ++calls < 3 ? throw new IOException("Stale file handle", 116) : calls));
        Assert.Throws<IOException>(() => ReplacedFile.Read<int>(() => throw new IOException("Input/output error", 5)));
        Assert.Throws<IOException>(() => ReplacedFile.Read<int>(() => throw new IOException("Stale file handle", 116)));
    }

    private void Leave(LockOwner owner)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Lock)!);
        File.WriteAllText(Lock, StrictJson.Write(owner));
    }

    private sealed class HandClock
    {
        private long ticks;
        private int readings;

        public int Readings => Volatile.Read(ref readings);

        public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, (long)(time.TotalSeconds * Stopwatch.Frequency));

        public long Read()
        {
            Interlocked.Increment(ref readings);
            return Volatile.Read(ref ticks);
        }
    }
}

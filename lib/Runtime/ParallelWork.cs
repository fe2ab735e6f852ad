using System.Diagnostics;

namespace Telltale.Runtime;

/// <summary>Runs independent items of work on several threads and reports progress.</summary>
/// <param name="Task">What is being done, as <see cref="WorkProgress"/> names it.</param>
/// <param name="Count">The number of items.</param>
/// <param name="Unit">What an item is.</param>
internal sealed record ParallelWork(string Task, int Count, string Unit = "images")
{
    /// <summary>The maximum number of items at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Runs every item once, in any order.</summary>
    /// <param name="work">Called with the index of an item, from 0; must not depend on other items.</param>
    /// <param name="progress">Reported to after every item, never concurrently; null for none.</param>
    /// <param name="cancellation">Stops before the next item.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <exception cref="AggregateException">Items failed.</exception>
    public void Run(Action<int> work, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (watch, done, gate) = (Stopwatch.StartNew(), 0, new Lock());
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellation }, index =>
        {
            work(index);
            lock (gate)
            {
                progress?.Report(new WorkProgress(Task, ++done, Count, watch.Elapsed, Unit));
            }
        });
    }
}

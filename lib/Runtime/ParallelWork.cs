using System.Diagnostics;

namespace Telltale.Runtime;

/// <summary>Independent pieces of work on several threads, counted as they finish.</summary>
/// <param name="Task">What is being done, as <see cref="WorkProgress"/> names it.</param>
/// <param name="Count">How many pieces.</param>
/// <param name="Unit">What a piece is.</param>
internal sealed record ParallelWork(string Task, int Count, string Unit = "images")
{
    /// <summary>At most so many pieces at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Does every piece once, in any order.</summary>
    /// <param name="piece">Does the piece of a number from 0; must not depend on the others.</param>
    /// <param name="progress">Told after every piece, one at a time; null for nobody.</param>
    /// <param name="cancellation">Stops before the next piece.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <exception cref="AggregateException">Pieces failed.</exception>
    public void Run(Action<int> piece, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (watch, done, gate) = (Stopwatch.StartNew(), 0, new Lock());
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellation }, number =>
        {
            piece(number);
            lock (gate)
            {
                progress?.Report(new WorkProgress(Task, ++done, Count, watch.Elapsed, Unit));
            }
        });
    }
}

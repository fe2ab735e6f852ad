using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Telltale.Experiments;

/// <summary>
/// Several small trainings side by side, one thread each: on few cores that is faster than sharing every convolution among them, and a
/// run's figures do not depend on how many cores there are. On a GPU one after the other.
/// </summary>
internal static class ParallelRuns
{
    /// <summary>Runs all jobs; the first failure stops those not yet begun and is thrown.</summary>
    public static void ForEach<T>(IReadOnlyList<T> jobs, bool sideBySide, Action<T> run, CancellationToken cancellation)
    {
        var (next, usual) = (-1, torch.get_num_threads());
        Exception? failure = null;
        void Work()
        {
            // Of this thread alone. These are threads of their own, since those of the pool will do other work afterwards.
            torch.set_num_threads(sideBySide ? 1 : Environment.ProcessorCount);
            while (failure is null && !cancellation.IsCancellationRequested && Interlocked.Increment(ref next) is var index && index < jobs.Count)
            {
                try
                {
                    run(jobs[index]);
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref failure, error, null);
                }
            }
            torch.set_num_threads(usual); // also what threads get that come to libtorch later
        }
        var threads = Enumerable.Range(0, sideBySide ? Environment.ProcessorCount : 1).Select(_ => new Thread(Work)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        cancellation.ThrowIfCancellationRequested();
    }
}

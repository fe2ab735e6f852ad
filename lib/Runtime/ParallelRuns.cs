using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Telltale.Runtime;

/// <summary>
/// Runs several small trainings. On a CPU they run in parallel with one thread each, which is faster on few cores than splitting every
/// convolution, and makes results independent of the number of cores. On a GPU they run one after the other by default.
/// </summary>
internal static class ParallelRuns
{
    /// <summary>Runs all jobs. After the first failure no further job starts, and the failure is thrown.</summary>
    /// <param name="jobs">The jobs, which start in this order.</param>
    /// <param name="run">Called from several threads.</param>
    /// <param name="cancellation">No further job starts.</param>
    /// <param name="onAGpu">Runs at once on a GPU, of which small networks leave most idle.</param>
    public static void ForEach<T>(IReadOnlyList<T> jobs, Action<T> run, CancellationToken cancellation, int onAGpu = 1) =>
        ForEach(jobs, ComputeDevice.Best.type == DeviceType.CPU ? Environment.ProcessorCount : onAGpu, run, cancellation);

    /// <summary>As above, for a number of jobs at once.</summary>
    public static void ForEach<T>(IReadOnlyList<T> jobs, int atOnce, Action<T> run, CancellationToken cancellation)
    {
        var (next, usual) = (-1, torch.get_num_threads());
        Exception? failure = null;
        void Work()
        {
            // The setting belongs to the thread. Pool threads would keep it for later work, so these are dedicated threads.
            torch.set_num_threads(atOnce > 1 ? 1 : Environment.ProcessorCount);
            while (failure is null && !cancellation.IsCancellationRequested
                && Interlocked.Increment(ref next) is var index && index < jobs.Count)
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
        }
        var threads = Enumerable.Range(0, atOnce).Select(_ => new Thread(Work)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        // Also the default of threads that use libtorch later, and that of MKL in all threads: not while a run is still in progress.
        torch.set_num_threads(usual);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        cancellation.ThrowIfCancellationRequested();
    }
}

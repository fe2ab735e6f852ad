using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Models.Cpu;

/// <summary>
/// Runs work on libtorch's own OpenMP threads. Additional .NET threads would compete with them for the same cores, and OpenMP threads spin
/// while they wait.
/// </summary>
internal static unsafe class CpuTeam
{
    // GCC's OpenMP comes with libtorch for Linux: GOMP_parallel(function, data, threads, flags) and three functions of its API.
    private static readonly delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> Parallel;
    private static readonly delegate* unmanaged<int, void> SetThreads;
    private static readonly delegate* unmanaged<int> ThreadIndex;
    private static readonly delegate* unmanaged<int> TeamSize;

    static CpuTeam()
    {
        var file = OperatingSystem.IsLinux()
            ? Directory.GetFiles(LibTorch.Load().Folder, "libgomp*.so*").Min(StringComparer.Ordinal)
            : null;
        if (file is not null && NativeLibrary.TryLoad(file, out var library)
            && NativeLibrary.TryGetExport(library, "GOMP_parallel", out var parallel)
            && NativeLibrary.TryGetExport(library, "omp_set_num_threads", out var setThreads)
            && NativeLibrary.TryGetExport(library, "omp_get_thread_num", out var threadIndex)
            && NativeLibrary.TryGetExport(library, "omp_get_num_threads", out var teamSize))
        {
            Parallel = (delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void>)parallel;
            SetThreads = (delegate* unmanaged<int, void>)setThreads;
            ThreadIndex = (delegate* unmanaged<int>)threadIndex;
            TeamSize = (delegate* unmanaged<int>)teamSize;
        }
    }

    /// <summary>The number of threads that work started here runs on: a setting of the calling thread, 1 within such work.</summary>
    public static int Threads => torch.get_num_threads();

    /// <summary>Runs work once for every index, on at most <see cref="Threads"/> threads.</summary>
    /// <param name="count">The number of indices.</param>
    /// <param name="work">Called with each index from 0.</param>
    public static void Run(int count, Action<int> work)
    {
        var threads = count <= 1 ? 1 : Math.Min(count, Threads);
        if (threads <= 1)
        {
            for (var index = 0; index < count; index++)
            {
                work(index);
            }
            return;
        }
        var next = -1;
        RunShared(threads, (_, _) =>
        {
            while (Interlocked.Increment(ref next) is var index && index < count)
            {
                work(index);
            }
        });
    }

    /// <summary>Runs work on several threads at the same time, so that they may wait for each other.</summary>
    /// <param name="threads">
    /// The number of threads requested. OpenMP may provide fewer (<c>OMP_DYNAMIC</c>, <c>OMP_THREAD_LIMIT</c>, nested work); without
    /// OpenMP there is one.
    /// </param>
    /// <param name="work">Called with the index of its thread, from 0, and the number of threads.</param>
    public static void RunTogether(int threads, Action<int, int> work)
    {
        if (Parallel == null)
        {
            work(0, 1);
        }
        else
        {
            RunShared(threads, work);
        }
    }

    private static void RunShared(int threads, Action<int, int> work)
    {
        var shared = new SharedWork(work);
        if (Parallel == null)
        {
            System.Threading.Tasks.Parallel.For(0, threads, index => shared.Invoke(index, threads));
        }
        else
        {
            var handle = GCHandle.Alloc(shared);
            Parallel(&RunOnThread, GCHandle.ToIntPtr(handle), (uint)threads, 0);
            handle.Free();
        }
        shared.ThrowIfFailed();
    }

    [UnmanagedCallersOnly]
    private static void RunOnThread(nint handle)
    {
        // On this thread, libtorch gets one thread until the work is done: its own parallel loops would otherwise wait for threads that are
        // busy here. It must have read its number of threads before.
        _ = Threads;
        SetThreads(1);
        ((SharedWork)GCHandle.FromIntPtr(handle).Target!).Invoke(ThreadIndex(), TeamSize());
    }

    private sealed class SharedWork(Action<int, int> work)
    {
        private Exception? failure;

        public void Invoke(int index, int size)
        {
            try
            {
                work(index, size);
            }
            catch (Exception error) // must not propagate into native code
            {
                Interlocked.CompareExchange(ref failure, error, null);
            }
        }

        public void ThrowIfFailed()
        {
            if (failure is not null)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
        }
    }
}

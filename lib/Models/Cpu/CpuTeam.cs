using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Models.Cpu;

/// <summary>
/// Work shared among libtorch's own OpenMP threads. Threads of .NET beside them would compete for the same cores, and spin while they wait
/// for each other.
/// </summary>
internal static unsafe class CpuTeam
{
    // Of GCC's OpenMP, which comes with libtorch for Linux: GOMP_parallel(function, data, threads, flags) and three functions of its API.
    private static readonly delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> Parallel;
    private static readonly delegate* unmanaged<int, void> SetThreads;
    private static readonly delegate* unmanaged<int> ThreadIndex;
    private static readonly delegate* unmanaged<int> TeamSize;

    static CpuTeam()
    {
        var file = OperatingSystem.IsLinux() ? Directory.EnumerateFiles(LibTorch.Load().Folder, "libgomp*.so*").FirstOrDefault() : null;
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

    /// <summary>How many threads share work started here. A setting of the calling thread, and 1 within shared work.</summary>
    public static int Threads => torch.get_num_threads();

    /// <summary>Does every piece once, on at most <see cref="Threads"/> threads.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="work">Told the number of a piece, from 0.</param>
    public static void Run(int pieces, Action<int> work)
    {
        var threads = pieces <= 1 ? 1 : Math.Min(pieces, Threads);
        if (threads <= 1)
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                work(piece);
            }
            return;
        }
        var next = -1;
        Share(threads, (_, _) =>
        {
            while (Interlocked.Increment(ref next) is var piece && piece < pieces)
            {
                work(piece);
            }
        });
    }

    /// <summary>Runs work on several threads that all run at the same time, so that they may wait for each other.</summary>
    /// <param name="threads">
    /// How many are asked for. OpenMP may give fewer (<c>OMP_DYNAMIC</c>, <c>OMP_THREAD_LIMIT</c>, within shared work); .NET's pool promises
    /// no more than one.
    /// </param>
    /// <param name="work">Told the number of its thread, from 0, and how many there are.</param>
    public static void RunTogether(int threads, Action<int, int> work)
    {
        if (Parallel == null)
        {
            work(0, 1);
        }
        else
        {
            Share(threads, work);
        }
    }

    private static void Share(int threads, Action<int, int> work)
    {
        var shared = new SharedWork(work);
        if (Parallel == null)
        {
            System.Threading.Tasks.Parallel.For(0, threads, index => shared.TakePart(index, threads));
        }
        else
        {
            var handle = GCHandle.Alloc(shared);
            Parallel(&Join, GCHandle.ToIntPtr(handle), (uint)threads, 0);
            handle.Free();
        }
        shared.ThrowIfFailed();
    }

    [UnmanagedCallersOnly]
    private static void Join(nint handle)
    {
        // Until the work is done libtorch is told, on this thread alone, that it has one thread: its own parallel loops would otherwise wait
        // for threads that are busy here. It must have counted its threads before.
        _ = Threads;
        SetThreads(1);
        ((SharedWork)GCHandle.FromIntPtr(handle).Target!).TakePart(ThreadIndex(), TeamSize());
    }

    private sealed class SharedWork(Action<int, int> work)
    {
        private Exception? failure;

        public void TakePart(int index, int size)
        {
            try
            {
                work(index, size);
            }
            catch (Exception error) // may not leave a native thread
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

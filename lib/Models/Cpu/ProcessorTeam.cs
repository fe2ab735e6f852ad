using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Models.Cpu;

/// <summary>
/// Work shared among the threads that libtorch itself computes with. Threads of .NET beside them would take turns with them on the same
/// cores, and wait for each other in a loop that keeps a core from the one it waits for.
/// </summary>
internal static unsafe class ProcessorTeam
{
    // Of GCC's OpenMP, which libtorch for Linux brings along: GOMP_parallel(function, data, threads, flags) and omp_set_num_threads(threads).
    private static readonly delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> Parallel;
    private static readonly delegate* unmanaged<int, void> SetThreads;

    static ProcessorTeam()
    {
        var library = OperatingSystem.IsLinux() ? Directory.EnumerateFiles(LibTorch.Load().Folder, "libgomp*.so*").FirstOrDefault() : null;
        if (library is not null && NativeLibrary.TryLoad(library, out var loaded)
            && NativeLibrary.TryGetExport(loaded, "GOMP_parallel", out var parallel) && NativeLibrary.TryGetExport(loaded, "omp_set_num_threads", out var setThreads))
        {
            Parallel = (delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void>)parallel;
            SetThreads = (delegate* unmanaged<int, void>)setThreads;
        }
    }

    /// <summary>How many threads share work that starts here: of the calling thread, since several networks may be trained side by side; 1 within such work.</summary>
    private static int Threads => torch.get_num_threads();

    /// <summary>
    /// As many of them as are sure to run at the same time, so that they may wait for each other: OpenMP may be told to give fewer than
    /// it is asked for (<c>OMP_DYNAMIC</c>, <c>OMP_THREAD_LIMIT</c>), and .NET's pool gives them as it sees fit.
    /// </summary>
    public static int ThreadsTogether
    {
        get
        {
            if (Parallel == null || Threads == 1)
            {
                return 1;
            }
            var joined = 0;
            Share(Threads, () => Interlocked.Increment(ref joined));
            return joined == Threads ? joined : 1;
        }
    }

    /// <summary>Does every piece once, on as many threads as libtorch would take here.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="work">Told the number of a piece, from 0.</param>
    public static void Run(int pieces, Action<int> work)
    {
        var threads = pieces == 1 ? 1 : Math.Min(pieces, Threads);
        if (threads <= 1)
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                work(piece);
            }
        }
        else
        {
            var next = -1;
            Share(threads, () =>
            {
                while (Interlocked.Increment(ref next) is var piece && piece < pieces)
                {
                    work(piece);
                }
            });
        }
    }

    private static void Share(int threads, Action work)
    {
        var shared = new SharedWork(work);
        if (Parallel == null)
        {
            System.Threading.Tasks.Parallel.For(0, threads, _ => shared.TakePart());
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
        // Until the work is done, and for this thread alone, libtorch is told that there is no other: what it would share among threads
        // here has one to run on, and some of it would wait for the others for ever. It must have looked for its threads before.
        _ = Threads;
        SetThreads(1);
        ((SharedWork)GCHandle.FromIntPtr(handle).Target!).TakePart();
    }

    private sealed class SharedWork(Action work)
    {
        private Exception? failure;

        public void TakePart()
        {
            try
            {
                work();
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

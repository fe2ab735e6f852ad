using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Telltale.Runtime;

/// <summary>
/// Work shared among the threads that libtorch itself computes with. Threads of .NET beside them would take turns with them on the same
/// cores, and wait for each other in a loop that keeps a core from the one it waits for.
/// </summary>
internal static unsafe class ProcessorTeam
{
    // GOMP_parallel(function, data, threads, flags) of GCC's OpenMP, which libtorch for Linux brings along.
    private static readonly delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> Parallel = Find();

    /// <summary>Does every piece once, on as many threads as libtorch would take here.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="work">Told the number of a piece, from 0.</param>
    public static void Run(int pieces, Action<int> work)
    {
        var threads = pieces == 1 ? 1 : Math.Min(pieces, torch.get_num_threads()); // of the calling thread: several networks may be trained side by side
        if (threads <= 1)
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                work(piece);
            }
        }
        else if (Parallel == null)
        {
            System.Threading.Tasks.Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
        else
        {
            var shared = new SharedWork(pieces, work);
            var handle = GCHandle.Alloc(shared);
            Parallel(&Join, GCHandle.ToIntPtr(handle), (uint)threads, 0);
            handle.Free();
            shared.ThrowIfFailed();
        }
    }

    [UnmanagedCallersOnly]
    private static void Join(nint handle) => ((SharedWork)GCHandle.FromIntPtr(handle).Target!).TakePieces();

    private static delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> Find()
    {
        var library = OperatingSystem.IsLinux() ? Directory.EnumerateFiles(LibTorch.Load().Folder, "libgomp*.so*").FirstOrDefault() : null;
        return library is not null && NativeLibrary.TryLoad(library, out var loaded) && NativeLibrary.TryGetExport(loaded, "GOMP_parallel", out var address)
            ? (delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void>)address
            : null;
    }

    private sealed class SharedWork(int pieces, Action<int> work)
    {
        private int next = -1;
        private Exception? failure;

        public void TakePieces()
        {
            try
            {
                while (Interlocked.Increment(ref next) is var piece && piece < pieces)
                {
                    work(piece);
                }
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

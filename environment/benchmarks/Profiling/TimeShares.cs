using System.Globalization;

namespace Telltale.Benchmarks.Profiling;

/// <summary>What a processor's time goes to.</summary>
/// <param name="Kind">In a student's words.</param>
/// <param name="Share">Of the time of all threads, in [0, 1].</param>
internal sealed record TimeShare(string Kind, double Share);

/// <summary>Reads what <c>perf report</c> prints of libraries and functions, and tells what they are for.</summary>
internal static class TimeShares
{
    /// <summary>Separates the columns.</summary>
    public const char Separator = '|';

    // The first that fits counts. Code without a name is what oneDNN and MKL write at run time; .NET's is named by its own map.
    private static readonly (string Kind, Func<string, string, bool> Fits)[] Kinds =
    [
        ("convolution, products", (library, function) => (library.StartsWith("[JIT]", StringComparison.Ordinal) && function.StartsWith("0x", StringComparison.Ordinal)) || Any(function, "dnnl", "mkl_", "gemm", "Kernels.MatrixKernel")),
        ("transforms of tiles and kernels", (_, function) => Any(function, "Kernels.Winograd", "Models.WinogradConvolution")),
        ("batch norm with ReLU", (_, function) => Any(function, "Telltale.Models.Cpu.Kernels", "Models.BatchNormalization", "batch_norm")),
        ("optimizer", (_, function) => Any(function, "Training.Adam")),
        ("pooling", (_, function) => Any(function, "pool2d", "max_pool", "avg_pool")),
        ("decoding", (library, _) => Any(library, "libSkiaSharp", "libjpeg")),
        ("waiting", (library, function) => Any(library, "libgomp") || Any(function, "SpinWait", "sched", "do_syscall", "futex")),
        ("copying, adding, clearing", (_, function) => Any(function, "copy", "cat_", "memcpy", "memmove", "memset", "fill_kernel", "add_kernel", "clear_page")),
        ("allocating", (_, function) => Any(function, "malloc", "free", "unlink_chunk", "page_fault", "operator new", "operator delete")),
        ("the rest of libtorch", (library, _) => Any(library, "libtorch", "libc10", "LibTorchSharp")),
        ("the kit's other code", (_, function) => Any(function, "[Telltale]", "Telltale.")),
        ("the rest of .NET", (library, function) => Any(library, "libcoreclr", "libclrjit", "System.", "libSystem") || Any(function, "[System", "[TorchSharp]")),
        ("everything else", (_, _) => true),
    ];

    /// <summary>Adds up the lines by what they are for, the largest share first.</summary>
    /// <param name="report">Lines of the number of samples, library and function, <see cref="Separator"/> between them.</param>
    public static IReadOnlyList<TimeShare> Of(IEnumerable<string> report)
    {
        var samples = report
            .Select(line => line.Split(Separator, 3, StringSplitOptions.TrimEntries))
            .Where(columns => columns.Length == 3)
            .ToLookup(columns => KindOf(columns[1], Name(columns[2])), columns => double.Parse(columns[0], CultureInfo.InvariantCulture));
        var all = samples.Sum(kind => kind.Sum());
        return [.. samples.Select(kind => new TimeShare(kind.Key, kind.Sum() / all)).OrderByDescending(share => share.Share)];
    }

    private static string KindOf(string library, string function) => Kinds.First(kind => kind.Fits(library, function)).Kind;

    // Behind a mark of where it runs: [.] in the program, [k] in the kernel.
    private static string Name(string function) => function.IndexOf("] ", StringComparison.Ordinal) is var mark and >= 0 and < 4 ? function[(mark + 2)..] : function;

    private static bool Any(string text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (text.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }
}

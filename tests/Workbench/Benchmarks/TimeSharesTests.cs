using Telltale.Benchmarks.Profiling;

namespace Telltale.Tests.Workbench.Benchmarks;

public class TimeSharesTests
{
    // As perf 6.1 prints them.
    private static readonly string[] Report =
    [
        " 600    |[JIT] tid 21144      |[.] 0x00007ef5431407b8",
        " 60     |libtorch_cpu.so      |[.] dnnl::impl::cpu::x64::brgemm_kernel_execute",
        " 40     |[JIT] tid 21144      |[.] void [Telltale] "
            + "Telltale.Models.Cpu.Kernels.MatrixKernel::Multiply(float32*,native int)[Optimized]",
        " 25     |[JIT] tid 21144      |[.] void [Telltale] "
            + "Telltale.Models.Cpu.Kernels.WinogradTransforms::Apply(float32**,float32**,int32)[Optimized]",
        " 125    |[JIT] tid 21144      |[.] void [Telltale] "
            + "Telltale.Models.Cpu.Kernels.NormalizationKernels::Rectify(valuetype Telltale.Models.Cpu.Kernels.PixelRows,int64)[Optimized]",
        " 50     |libSkiaSharp.so      |[.] 0x0000000000123456",
        " 40     |[kernel.kallsyms]    |[k] do_sched_yield",
        " 30     |[kernel.kallsyms]    |[k] clear_page_erms",
        " 20     |libc.so.6            |[.] _int_malloc",
        " 10     |libstdc++.so.6.0.30  |[.] std::something",
        "",
    ];

    [Fact]
    public void Samples_are_counted_by_what_they_are_for() => Assert.Equal(
        [
            new("convolutions, matrix products", 0.7), new("batch norm with ReLU", 0.125), new("decoding", 0.05), new("waiting", 0.04),
            new("copying, adding, clearing", 0.03), new("Winograd transforms", 0.025), new("allocating", 0.02),
            new("everything else", 0.01),
        ],
        TimeShares.Of(Report));
}

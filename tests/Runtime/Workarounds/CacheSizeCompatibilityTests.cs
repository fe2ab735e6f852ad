using Telltale.Runtime;
using Telltale.Runtime.Workarounds;
using TorchSharp;

namespace Telltale.Tests.Runtime.Workarounds;

public class CacheSizeCompatibilityTests
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so");

    [Fact]
    public void Every_cache_size_is_plausible()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.X86Base.IsSupported, "CPUID is read on x64 only");
        Assert.Equal(3, CacheSizeCompatibility.PerCore.Count);
        Assert.InRange(CacheSizeCompatibility.PerCore[0], 8u << 10, 256u << 10);
        Assert.All(CacheSizeCompatibility.PerCore.Skip(1), size => Assert.InRange(size, 128u << 10, 1u << 30));
    }

    [Fact]
    public void Convolutions_run_where_the_caches_are_hidden()
    {
        Assert.SkipUnless(CacheSizeCompatibility.IsNeeded, "the CPU of this machine shows its caches");
        using var scope = torch.NewDisposeScope();
        var sum = torch.nn.functional.conv2d(torch.ones(16, 64, 32, 32), torch.ones(128, 64, 1, 1)).sum();
        Assert.Equal(16 * 128 * 32 * 32 * 64f, sum.item<float>());
    }

    [Fact]
    public void A_second_correction_is_refused()
    {
        Assert.SkipUnless(CacheSizeCompatibility.IsNeeded, "the CPU of this machine shows its caches");
        LibTorch.Load();
        var error = Assert.Throws<NotSupportedException>(() => CacheSizeCompatibility.Apply(Library));
        Assert.Contains(LibTorch.FolderVariable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_functions_are_not_found()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF files are read on Linux only");
        Assert.Single(ElfSymbols.Find(Library, ["_ZN4dnnl4impl3cpu3x643cpuEv"])!);
        Assert.Null(ElfSymbols.Find(Library, ["_ZN4dnnl4impl3cpu3x643cpuEv", "no_such_function"]));
    }
}

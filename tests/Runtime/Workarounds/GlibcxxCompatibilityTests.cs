using System.Runtime.InteropServices;
using Telltale.Runtime;
using Telltale.Runtime.Workarounds;

namespace Telltale.Tests.Runtime.Workarounds;

public class GlibcxxCompatibilityTests
{
    private static readonly string Bridge = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    [Fact]
    public void The_copy_differs_in_the_symbol_its_version_and_one_flag_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF files are read on Linux only");
        var original = File.ReadAllBytes(Bridge);
        var patched = GlibcxxCompatibility.Patch(original);
        Assert.NotNull(patched);
        Assert.Equal(original.Length, patched.Length);
        var changed = original.Zip(patched).Count(pair => pair.First != pair.Second);
        Assert.InRange(changed, 3, 4 + 2 + 1);
    }

    [Fact]
    public void A_patched_library_needs_no_second_patch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ELF files are read on Linux only");
        Assert.Null(GlibcxxCompatibility.Patch(GlibcxxCompatibility.Patch(File.ReadAllBytes(Bridge))!));
    }

    [Fact]
    public void The_package_is_unchanged_and_the_copy_is_loaded()
    {
        Assert.SkipUnless(GlibcxxCompatibility.IsNeeded, "this system's C++ runtime is new enough");
        var copy = LibTorch.Load().CompatibilityCopy;
        Assert.NotNull(copy);
        Assert.NotEqual(File.ReadAllBytes(Bridge), File.ReadAllBytes(copy));
        Assert.True(NativeLibrary.TryLoad(copy, out _));
    }

    [Fact]
    public void Other_files_are_refused() =>
        Assert.Throws<BadImageFormatException>(() => GlibcxxCompatibility.Patch(new byte[100]));
}

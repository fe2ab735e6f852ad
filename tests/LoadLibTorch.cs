using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Telltale.Runtime;

namespace Telltale.Tests;

internal static class LoadLibTorch
{
    [ModuleInitializer]
#pragma warning disable CA2255 // this is an application, and the library must be there before the first tensor of any test
    internal static void BeforeTheFirstTensor()
#pragma warning restore CA2255
    {
        LibTorch.Load();
        ReturnFreedMemory();
    }

    /// <summary>
    /// LibTorch keeps freed memory for the next step, whose tensors have the same sizes. Those of the next test do not: the peak of this
    /// process was 200 MB higher.
    /// </summary>
    private static void ReturnFreedMemory()
    {
        const int TrimThreshold = -1, TopPad = -2, MmapMax = -4;
        if (OperatingSystem.IsLinux())
        {
            _ = SetAllocationOption(MmapMax, 65536);
            _ = SetAllocationOption(TopPad, 128 << 10);
            _ = SetAllocationOption(TrimThreshold, 128 << 10);
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetAllocationOption(int option, int value);
}

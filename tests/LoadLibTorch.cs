using System.Runtime.CompilerServices;
using Telltale.Runtime;

namespace Telltale.Tests;

internal static class LoadLibTorch
{
    [ModuleInitializer]
#pragma warning disable CA2255 // this is an application, and the library must be there before the first tensor of any test
    internal static void BeforeTheFirstTensor() => LibTorch.Load();
#pragma warning restore CA2255
}

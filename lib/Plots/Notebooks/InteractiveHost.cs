using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>What .NET Interactive needs besides formatters. Its core package is there only if it is the host.</summary>
internal static class InteractiveHost
{
    /// <summary>Lets <see cref="Interrupt.Token"/> follow the token with which .NET Interactive cancels a cell.</summary>
    public static void Follow()
    {
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "Microsoft.DotNet.Interactive"))
        {
            Interrupt.CellToken = CellToken;
        }
    }

    // Not inlined: its compilation loads the package.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CancellationToken CellToken() => KernelInvocationContext.Current?.CancellationToken ?? CancellationToken.None;
}

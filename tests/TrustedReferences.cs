using Microsoft.CodeAnalysis;
using Telltale.Workbench.Engine;

namespace Telltale.Tests;

/// <summary>The assemblies of this process, for the compiler.</summary>
internal static class TrustedReferences
{
    private static readonly Lazy<IReadOnlyList<PortableExecutableReference>> Read = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => CellLanguage.Reference(file)),
    ]);

    public static IReadOnlyList<PortableExecutableReference> All => Read.Value;
}

using Telltale.Tests;
using Telltale.Tests.Notebooks;
using Telltale.Tests.Workbench.Cluster;
using Telltale.Tests.Workbench.Kernel;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Telltale.Tests;

/// <summary>Starts the classes that take minutes before all others, so that none of them is left alone at the end with one core idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // The runs in kernels need those of the runner, and so come later.
    private static readonly Type[] Longest =
        [typeof(NotebookRunTests), typeof(JupyterPeerTests), typeof(SlurmTests), typeof(InteractiveKernelRunTests), typeof(KernelRunTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection))];

    private static int Place(ITestCollection collection) =>
        Array.FindIndex(Longest, one => IsOf(one, collection)) is var place and >= 0 ? place : Longest.Length;

    private static bool IsOf(Type one, ITestCollection collection) =>
        collection.TestCollectionDisplayName.Contains($"{one.FullName} ", StringComparison.Ordinal);
}

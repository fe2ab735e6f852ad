using Telltale.Runtime;

namespace Telltale.Tests;

/// <summary>The files of stored numbers that a test adds to the cache; gone when the test is over.</summary>
/// <param name="kind">Their folder in the cache.</param>
internal sealed class StoredFiles(string kind) : IDisposable
{
    private readonly HashSet<string> before = [.. All(kind)];

    public IReadOnlyList<string> Added => [.. All(kind).Except(before)];

    public void Dispose()
    {
        foreach (var file in Added)
        {
            File.Delete(file);
        }
    }

    private static string[] All(string kind) =>
        CacheFolder.In(kind) is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder, "*.bin") : [];
}

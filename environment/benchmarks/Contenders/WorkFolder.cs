using Telltale.Benchmarks.Comparing;

namespace Telltale.Benchmarks.Contenders;

/// <summary>A temporary folder with the files that works read; gone with this object.</summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("telltale-benchmark-").FullName;

    /// <summary>Makes the files, unless all works are of networks, which read none.</summary>
    /// <param name="works">What will be done.</param>
    /// <param name="images">A folder of photographs; null for the embedded corpus.</param>
    public void Make(IEnumerable<Work> works, string? images)
    {
        if (works.Any(work => NetworkWork.Parse(work.Name) is null))
        {
            Console.WriteLine("Making the files that works read …");
            new WorkFiles(Path).Make(images);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

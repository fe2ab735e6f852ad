using Telltale.Benchmarks.Comparing;

namespace Telltale.Benchmarks.Contenders;

/// <summary>A temporary folder with the input files; deleted on disposal.</summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>The path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("telltale-benchmark-").FullName;

    /// <summary>Creates the files, unless all works are networks, which read none.</summary>
    /// <param name="works">The works to run.</param>
    /// <param name="images">A folder of photographs; null for the embedded images.</param>
    public void Make(IEnumerable<Work> works, string? images)
    {
        if (works.Any(work => NetworkWork.Parse(work.Name) is null))
        {
            Console.WriteLine("Creating input files …");
            new WorkFiles(Path).Make(images);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

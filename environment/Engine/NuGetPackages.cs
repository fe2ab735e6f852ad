using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Telltale.Workbench.Engine;

/// <summary>
/// Compares what a build copied from NuGet's package folder with the packages themselves. NuGet checks a package when it is downloaded,
/// and afterwards trusts the unpacked files by their names.
/// </summary>
internal static class NuGetPackages
{
    private const string HashEnding = ".sha512";
    private const long MostBytes = 64L << 20;

    /// <summary>Refuses files that are not those of the packages they were copied from.</summary>
    /// <param name="assets">The file <c>project.assets.json</c> of the restore.</param>
    /// <param name="files">The copied files.</param>
    /// <exception cref="PackageRestoreException">A package or a file was changed; the message names it and the cure.</exception>
    public static void RequireUnchanged(string assets, IReadOnlyList<string> files)
    {
        var known = new HashSet<(string Name, string Hash)>();
        foreach (var package in Archives(assets))
        {
            RequireOwnHash(package);
            using var archive = ZipFile.OpenRead(package);
            foreach (var entry in archive.Entries.Where(entry => files.Any(file => Path.GetFileName(file) == entry.Name)))
            {
                using var content = entry.Open();
                known.Add((entry.Name, Convert.ToHexString(SHA256.HashData(content))));
            }
        }

        var names = known.Select(original => original.Name).ToHashSet(StringComparer.Ordinal);
        var changed = files.Where(file => names.Contains(Path.GetFileName(file)) && !known.Contains(Identity(file)));
        if (changed.FirstOrDefault() is { } name)
        {
            throw new PackageRestoreException(
                $"{Path.GetFileName(name)} is not the file of its package: NuGet's package folder was changed. "
                + "Run 'dotnet nuget locals global-packages --clear' and restore again.");
        }
    }

    private static (string, string) Identity(string file)
    {
        using var content = File.OpenRead(file);
        return (Path.GetFileName(file), Convert.ToHexString(SHA256.HashData(content)));
    }

    /// <summary>The packages of the restore that NuGet keeps beside their unpacked files.</summary>
    private static IEnumerable<string> Archives(string assets)
    {
        using var json = StrictJson.Document(RegularFile.ReadAllBytes(assets, MostBytes));
        var folders = json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        return [.. json.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.TryGetProperty("path", out _))
            .SelectMany(library => HashFiles(library.Value))
            .SelectMany(path => folders.Select(folder => Path.Combine(folder, path[..^HashEnding.Length])))
            .Where(File.Exists)];
    }

    private static IEnumerable<string> HashFiles(JsonElement library) => library.GetProperty("files").EnumerateArray()
        .Select(file => file.GetString()!)
        .Where(file => file.EndsWith($".nupkg{HashEnding}", StringComparison.Ordinal))
        .Select(file => Path.Combine(library.GetProperty("path").GetString()!, file));

    private static void RequireOwnHash(string package)
    {
        using var content = File.OpenRead(package);
        if (File.Exists(package + HashEnding)
            && File.ReadAllText(package + HashEnding).Trim() != Convert.ToBase64String(SHA512.HashData(content)))
        {
            throw new PackageRestoreException(
                $"The package {package} is not the one that was downloaded: its hash differs from the one beside it. "
                + $"Delete the folder {Path.GetDirectoryName(package)} and restore again.");
        }
    }
}

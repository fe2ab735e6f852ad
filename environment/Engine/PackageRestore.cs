using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Telltale.Workbench.Engine;

/// <summary>The .NET SDK could not restore a package; the message has the SDK's errors.</summary>
internal sealed class PackageRestoreException(string message) : Exception(message);

/// <summary>
/// Restores packages with the .NET SDK, by building an empty project that refers to them. The output folder contains all dependencies,
/// native libraries for this machine included, and is cached. Cached files are compared with their hashes before they are loaded.
/// </summary>
internal static partial class PackageRestore
{
    private const string Project = "packages.csproj";

    private static string Cache => Path.Combine(
        PrivateFolder.Make(Environment.GetEnvironmentVariable("TELLTALE_CACHE") is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "telltale")),
        "packages");

    /// <summary>The assemblies of packages already in the cache, unchanged; null if they are not.</summary>
    public static IReadOnlyList<string>? Restored(IReadOnlyList<Package> packages) =>
        packages.Count > 0 && FolderOf(packages) is var folder && Directory.Exists(folder) && PackageFiles.Agree(folder)
            ? Assemblies(folder)
            : null;

    /// <summary>Restores packages together, so that they agree on shared dependencies.</summary>
    /// <returns>Their assemblies and dependencies.</returns>
    /// <exception cref="PackageRestoreException">The restore failed.</exception>
    public static async Task<IReadOnlyList<string>> RestoreAsync(IReadOnlyList<Package> packages, CancellationToken cancellation)
    {
        if (Restored(packages) is { } restored)
        {
            return restored;
        }

        var work = Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), $"telltale-packages{TemporaryName.NewEnding()}")).FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(work, Project), ProjectFor(packages), cancellation);
            await BuildAsync(work, cancellation);
            var built = Directory.GetFiles(Path.Combine(work, "out"));
            NuGetPackages.RequireUnchanged(Path.Combine(work, "obj", "project.assets.json"), built);
            Keep(built, FolderOf(packages));
            return Assemblies(FolderOf(packages));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string FolderOf(IReadOnlyList<Package> packages) => Path.Combine(
        Cache,
        string.Join("+", packages.Select(package => $"{package.Id}.{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal)));

    private static IReadOnlyList<string> Assemblies(string folder) =>
        [.. Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal).Where(IsManaged)];

    private static bool IsManaged(string path)
    {
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static string ProjectFor(IReadOnlyList<Package> packages) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.ToString(2)}</TargetFramework>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <EnableDynamicLoading>true</EnableDynamicLoading>
            <AssemblyName>telltale-packages</AssemblyName>
            <DebugType>none</DebugType>
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(packages.Select(package => $"<PackageReference Include=\"{package.Id}\" Version=\"[{package.Version}]\" />"))}
          </ItemGroup>
        </Project>
        """;

    private static async Task BuildAsync(string folder, CancellationToken cancellation)
    {
        // A build server would outlive the build and keep the cell's output streams open.
        var start = new ProcessStartInfo(
            DotNet.Path,
            ["build", Project, "-nologo", "-verbosity:quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false", "--output", "out"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var build = Process.Start(start)!;
        using var onCancellation = cancellation.Register(() => build.Kill(entireProcessTree: true));
        var said = await build.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await build.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (build.ExitCode != 0)
        {
            throw new PackageRestoreException(Reasons(said));
        }
    }

    private static string Reasons(string said)
    {
        var reasons = ErrorLine().Matches(said).Select(match => match.Groups[1].Value.Trim()).Distinct().ToList();
        return reasons.Count > 0 ? string.Join('\n', reasons) : said.Trim();
    }

    /// <summary>Moves the output into the cache. Two notebooks may do so at the same time; the first wins.</summary>
    private static void Keep(IReadOnlyList<string> built, string folder)
    {
        Directory.CreateDirectory(Cache);
        var nearby = Path.Combine(Cache, $".packages{TemporaryName.NewEnding()}");
        Directory.CreateDirectory(nearby);
        foreach (var file in built.Where(file => !Path.GetFileName(file).StartsWith("telltale-packages.", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(nearby, Path.GetFileName(file)));
        }
        PackageFiles.Record(nearby);
        if (Directory.Exists(folder) && !PackageFiles.Agree(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        try
        {
            Directory.Move(nearby, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(nearby, recursive: true);
        }
    }

    [GeneratedRegex(@"error (\w+: .*?)(?:\[[^\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}

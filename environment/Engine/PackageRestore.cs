using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Telltale.Workbench.Engine;

/// <summary>The .NET SDK could not restore a package; the message holds its reasons.</summary>
internal sealed class PackageRestoreException(string message) : Exception(message);

/// <summary>
/// Restores packages through the .NET SDK, which knows where packages come from and what they need: it builds an empty project that
/// refers to them. Everything lies in one folder then, native libraries for this machine included, and is kept for the next time.
/// </summary>
internal static partial class PackageRestore
{
    private const string Project = "packages.csproj";

    private static string Cache => Path.Combine(
        System.Environment.GetEnvironmentVariable("TELLTALE_CACHE") is { Length: > 0 } folder
            ? folder
            : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData), "telltale"),
        "packages");

    /// <summary>The assemblies of packages that were restored before; null where they were not.</summary>
    public static IReadOnlyList<string>? Restored(IReadOnlyList<Package> packages) =>
        packages.Count > 0 && Directory.Exists(FolderOf(packages)) ? Assemblies(FolderOf(packages)) : null;

    /// <summary>Restores packages together, so that they agree on what they share.</summary>
    /// <returns>Their assemblies and those they need.</returns>
    /// <exception cref="PackageRestoreException">The SDK refuses.</exception>
    public static async Task<IReadOnlyList<string>> RestoreAsync(IReadOnlyList<Package> packages, CancellationToken cancellation)
    {
        if (Restored(packages) is { } restored)
            return restored;
        var work = Directory.CreateTempSubdirectory("telltale-packages-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(work, Project), ProjectFor(packages), cancellation);
            await BuildAsync(work, cancellation);
            Keep(Path.Combine(work, "out"), FolderOf(packages));
            return Assemblies(FolderOf(packages));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string FolderOf(IReadOnlyList<Package> packages) => Path.Combine(
        Cache, string.Join("+", packages.Select(package => $"{package.Id}.{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal)));

    private static IReadOnlyList<string> Assemblies(string folder) => [.. Directory.GetFiles(folder, "*.dll").Where(IsManaged)];

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
            <TargetFramework>net{System.Environment.Version.ToString(2)}</TargetFramework>
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
        // No server stays behind: it would keep the cell's output streams open.
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
            throw new PackageRestoreException(Reasons(said));
    }

    private static string Reasons(string said)
    {
        var reasons = ErrorLine().Matches(said).Select(match => match.Groups[1].Value.Trim()).Distinct().ToList();
        return reasons.Count > 0 ? string.Join('\n', reasons) : said.Trim();
    }

    /// <summary>Two notebooks may restore the same at once; whose folder is there first does not matter.</summary>
    private static void Keep(string built, string folder)
    {
        Directory.CreateDirectory(Cache);
        var nearby = Path.Combine(Cache, $".{Guid.NewGuid():N}");
        Directory.CreateDirectory(nearby);
        foreach (var file in Directory.GetFiles(built).Where(file => !Path.GetFileName(file).StartsWith("telltale-packages.", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(nearby, Path.GetFileName(file)));
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

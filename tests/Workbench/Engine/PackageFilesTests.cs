using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

/// <summary>Files of packages are loaded as code, so they are compared with what was recorded when they came.</summary>
public sealed class PackageFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_agrees_with_its_list_until_a_file_is_changed_added_removed_or_renamed()
    {
        var fresh = 0;
        string Fresh()
        {
            var made = Directory.CreateDirectory(folder.File($"package-{fresh++}")).FullName;
            File.WriteAllText(Path.Combine(made, "a.dll"), "code");
            File.WriteAllText(Path.Combine(made, "b.dll"), "more");
            PackageFiles.Record(made);
            Assert.True(PackageFiles.Agree(made));
            return made;
        }
        Action<string>[] changes =
        [
            made => File.WriteAllText(Path.Combine(made, "a.dll"), "c0de"),
            made => File.WriteAllText(Path.Combine(made, "c.dll"), "planted"),
            made => File.Delete(Path.Combine(made, "b.dll")),
            made => File.Delete(Path.Combine(made, "files.sha256")),
            made => Directory.CreateDirectory(Path.Combine(made, "d")),
            made => File.Move(Path.Combine(made, "a.dll"), Path.Combine(made, "e.dll")),
        ];
        Assert.All(changes, change =>
        {
            var made = Fresh();
            change(made);
            Assert.False(PackageFiles.Agree(made));
        });
    }

    [Fact]
    public void A_copied_file_that_is_not_that_of_its_package_is_refused_by_name()
    {
        var assets = Restored("code");
        var copied = folder.File("out/Some.Library.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
        File.WriteAllText(copied, "code");
        NuGetPackages.RequireUnchanged(assets, [copied]);
        File.WriteAllText(copied, "planted");
        var refusal = Assert.Throws<PackageRestoreException>(() => NuGetPackages.RequireUnchanged(assets, [copied]));
        Assert.StartsWith("Some.Library.dll is not the file of its package", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet nuget locals global-packages --clear", refusal.Message, StringComparison.Ordinal);
        // A file of no package, such as the project's own, has nothing to be compared with.
        File.Move(copied, folder.File("out/own.dll"));
        NuGetPackages.RequireUnchanged(assets, [folder.File("out/own.dll")]);
    }

    [Fact]
    public void A_package_that_is_not_the_one_downloaded_is_refused_by_name()
    {
        var assets = Restored("code");
        var package = folder.File("packages/some.library/1.0.0/some.library.1.0.0.nupkg");
        Pack(package, "planted");
        var refusal = Assert.Throws<PackageRestoreException>(() => NuGetPackages.RequireUnchanged(assets, []));
        Assert.StartsWith($"The package {package} is not the one that was downloaded", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"Delete the folder {Path.GetDirectoryName(package)}", refusal.Message, StringComparison.Ordinal);
    }

    private string Restored(string content)
    {
        var package = folder.File("packages/some.library/1.0.0/some.library.1.0.0.nupkg");
        Directory.CreateDirectory(Path.GetDirectoryName(package)!);
        Pack(package, content);
        File.WriteAllText(package + ".sha512", Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(package))));
        var assets = folder.File("project.assets.json");
        File.WriteAllText(assets, new JsonObject
        {
            ["packageFolders"] = new JsonObject { [folder.File("packages")] = new JsonObject() },
            ["libraries"] = new JsonObject
            {
                ["Some.Library/1.0.0"] = new JsonObject
                {
                    ["path"] = "some.library/1.0.0",
                    ["files"] = new JsonArray("lib/net10.0/Some.Library.dll", "some.library.1.0.0.nupkg.sha512"),
                },
                ["own/1.0.0"] = new JsonObject { ["type"] = "project" },
            },
        }.ToJsonString());
        return assets;
    }

    private static void Pack(string package, string content)
    {
        File.Delete(package);
        using var archive = ZipFile.Open(package, ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry("lib/net10.0/Some.Library.dll").Open());
        writer.Write(content);
    }
}

using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;

namespace Telltale.Tests.Workbench;

/// <summary>The build compiles the compiler's packages ahead of time: see Directory.Build.targets.</summary>
public class AheadOfTimeTests
{
    /// <summary>Without it everything works, only later; nothing else would tell.</summary>
    [Theory]
    [InlineData("Microsoft.CodeAnalysis.CSharp")]
    [InlineData("Telltale.Workbench")]
    public void The_program_and_the_compiler_hold_native_code_where_crossgen_was_restored(string assembly)
    {
        var environment = Path.Combine(Repository.Root, "environment");
        var restored = JsonNode.Parse(File.ReadAllText(Path.Combine(environment, "obj", "project.assets.json")))!;
        var hasCrossgen = restored["packageFolders"]!.AsObject()
            .Any(folder => Directory.EnumerateDirectories(folder.Key, "microsoft.netcore.app.crossgen2.*").Any());
        Assert.SkipUnless(hasCrossgen, "The package of crossgen2 was not restored.");
        using var file = new PEReader(File.OpenRead(Path.Combine(environment, "bin", $"{assembly}.dll")));
        Assert.True(file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"{assembly}.dll holds intermediate language only.");
    }
}

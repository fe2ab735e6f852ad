using System.Text.Json.Nodes;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

public sealed class KernelSpecTests : IDisposable
{
    private const string Interactive =
        """{"argv":["dotnet","interactive","jupyter","{connection_file}"],"display_name":".NET (C#)","language":"C#"}""";

    private readonly TemporaryFolder folder = new();
    private readonly KernelSpec spec;

    public KernelSpecTests() =>
        spec = new KernelSpec(new JupyterFolders(folder.File("user"), [folder.File("user"), folder.File("system")]));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_starts_the_built_program_by_absolute_paths()
    {
        var (name, installed) = spec.Install()[0];
        Assert.Equal((".net-csharp", folder.File("user/.net-csharp")), (name, installed));
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(installed, "kernel.json")))!;
        var arguments = json["argv"]!.AsArray().Select(argument => (string)argument!).ToList();
        Assert.True(File.Exists(arguments[0]) && Path.IsPathRooted(arguments[0]));
        Assert.True(File.Exists(arguments[2]) && Path.IsPathRooted(arguments[2]));
        Assert.Equal(["kernel", "{connection_file}"], arguments.Skip(3));
        Assert.Equal((".NET (C#)", "C#"), ((string)json["display_name"]!, (string)json["language"]!));
    }

    [Fact]
    public void Registering_twice_changes_nothing()
    {
        spec.Install();
        Assert.Equal([".net-csharp", "telltale-csharp"], spec.Install().Select(kernel => kernel.Name));
        Assert.Equal(2, Directory.GetDirectories(folder.File("user")).Length);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("system")]
    public void A_name_that_belongs_to_NET_Interactive_is_left_to_it(string owner)
    {
        Directory.CreateDirectory(folder.File($"{owner}/.net-csharp"));
        File.WriteAllText(folder.File($"{owner}/.net-csharp/kernel.json"), Interactive);
        Assert.Equal("telltale-csharp", Assert.Single(spec.Install()).Name);
        Assert.Equal([folder.File("user/telltale-csharp")], spec.Uninstall());
        Assert.Equal(Interactive, File.ReadAllText(folder.File($"{owner}/.net-csharp/kernel.json")));
    }

    [Fact]
    public void The_own_name_remains_where_NET_Interactive_is_registered_later()
    {
        spec.Install();
        File.WriteAllText(folder.File("user/.net-csharp/kernel.json"), Interactive);
        Assert.True(File.Exists(folder.File("user/telltale-csharp/kernel.json")));
        Assert.Equal("telltale-csharp", Assert.Single(spec.Install()).Name);
        Assert.Equal(Interactive, File.ReadAllText(folder.File("user/.net-csharp/kernel.json")));
    }

    [Fact]
    public void Uninstalling_removes_what_was_registered()
    {
        spec.Install();
        Assert.Equal(2, spec.Uninstall().Count);
        Assert.Empty(Directory.GetDirectories(folder.File("user")));
        Assert.Empty(spec.Uninstall());
    }
}

using Telltale.Workbench.Hosting;

namespace Telltale.Tests.Workbench.Hosting;

public class HostEnvironmentTests
{
    [Fact]
    public void Folders_of_data_start_where_the_command_was_started()
    {
        var environment = new Dictionary<string, string?>
        {
            ["TELLTALE_DETECTION"] = "../data",
            ["TELLTALE_LOCALIZATION"] = Path.GetFullPath("/elsewhere"),
            ["TELLTALE_WEIGHTS"] = "",
            ["TELLTALE_TRAIN"] = "a-source",
        };
        var here = Path.GetFullPath("/some/where");
        HostEnvironment.MakePathsAbsolute(environment, here);
        Assert.Equal(Path.GetFullPath("/some/data"), environment["TELLTALE_DETECTION"]);
        Assert.Equal(Path.GetFullPath("/elsewhere"), environment["TELLTALE_LOCALIZATION"]);
        Assert.Equal("", environment["TELLTALE_WEIGHTS"]);
        Assert.Equal("a-source", environment["TELLTALE_TRAIN"]);
        Assert.Equal(4, environment.Count);
    }

    [Theory]
    [InlineData(null, "0")]
    [InlineData("1", "1")]
    public void Debuggers_find_a_cell_process_only_where_asked_for(string? set, string expected)
    {
        var environment = new Dictionary<string, string?>();
        if (set is not null)
        {
            environment["DOTNET_EnableDiagnostics"] = set;
        }

        HostEnvironment.DisableDiagnostics(environment);
        Assert.Equal(expected, environment["DOTNET_EnableDiagnostics"]);
    }
}

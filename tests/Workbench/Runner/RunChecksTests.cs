using System.Diagnostics;
using Telltale.Workbench;
using Telltale.Workbench.Runner;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Runner;

public sealed class RunChecksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"cells\":[],\"cells\":[],\"metadata\":{}}")]
    [InlineData("{\"cells\":[{\"cell_type\":5}]}")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"source\":[1]}]}")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"source\":\"\\ud800\"}]}")]
    public async Task A_notebook_that_cannot_be_read_is_named_before_the_first_cell(string content)
    {
        var good = Write(folder, "a.ipynb", Code("System.IO.File.WriteAllText(\"ran\", \"\");"));
        var bad = folder.File("b.ipynb");
        await File.WriteAllTextAsync(bad, content);
        await Refused(bad, good, bad);
        Assert.False(File.Exists(folder.File("ran")));
    }

    [Theory]
    [InlineData("artifacts")]
    [InlineData("artifacts/report.html/")]
    [InlineData("artifacts/results.json/")]
    [InlineData("artifacts/a.ipynb/")]
    public async Task What_is_in_the_way_of_the_output_is_named_before_the_first_cell(string inTheWay)
    {
        var path = folder.File(inTheWay.TrimEnd('/'));
        if (inTheWay.EndsWith('/'))
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            await File.WriteAllTextAsync(path, "");
        }
        await Refused(path, Write(folder, "a.ipynb", Code("1")));
    }

    [Fact]
    public async Task A_source_is_not_overwritten_by_its_executed_notebook()
    {
        Directory.CreateDirectory(folder.File("artifacts"));
        var path = Write(folder, "artifacts/a.ipynb", Code("1"));
        await Refused(path, path);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses a folder of Linux that nobody may write to.");
        var refusal = Assert.Throws<UnusableFileException>(() => OutputFolder.Prepare("/proc/telltale", []));
        Assert.StartsWith("/proc/telltale: The output folder cannot be written", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_without_space_for_the_output_is_named()
    {
        var refusal = Assert.Throws<UnusableFileException>(() => OutputFolder.RequireSpace(folder.Root, long.MaxValue));
        Assert.Contains("MiB left", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkout_that_cannot_be_written_has_its_output_in_the_users_data()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses a file system of Linux.");
        var readOnly = File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
            .Where(mount => mount[3].Split(',')[0] == "ro" && Directory.Exists(mount[1])).Select(mount => mount[1]).FirstOrDefault();
        Assert.SkipUnless(readOnly is not null, "No file system is mounted read-only.");
        Assert.EndsWith("telltale-artifacts", OutputFolder.Default(readOnly!), StringComparison.Ordinal);
        Assert.Equal(folder.File("artifacts"), OutputFolder.Default(folder.Root));
    }

    [Theory]
    [InlineData("cache-file", "names a file")]
    [InlineData("cache-file/below", "cannot be created")]
    public async Task A_cache_that_cannot_be_written_is_named(string name, string reason)
    {
        await File.WriteAllTextAsync(folder.File("cache-file"), "");
        var (exitCode, errors) = await RunAsync(folder.File(name), Write(folder, "a.ipynb", Code("1")));
        Assert.Equal(1, exitCode);
        Assert.Contains(folder.File(name), errors, StringComparison.Ordinal);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Contains("TELLTALE_CACHE", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_the_run_costs_one_file()
    {
        var first = Write(folder, "a.ipynb", Code("System.IO.Directory.CreateDirectory(\"artifacts/a.ipynb\");"));
        var second = Write(folder, "b.ipynb", Code("\"still run\""));
        var run = await Runs.RunAsync(folder, first, second);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["still run"], run.Texts("b.ipynb", 0));
        Assert.Contains("still run", run.Report, StringComparison.Ordinal);
        Assert.Contains($"{folder.File("artifacts/a.ipynb")} was not written", run.Terminal, StringComparison.Ordinal);
        var rescued = run.Terminal.Split("written to ")[1].Split(" instead")[0];
        Assert.True(File.Exists(rescued));
        Directory.Delete(Path.GetDirectoryName(rescued)!, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_vanishes_ends_its_notebook_and_not_the_report()
    {
        Directory.CreateDirectory(folder.File("gone"));
        var first = Write(folder, "a.ipynb", Code("System.IO.Directory.Delete(\"gone\", true);\n\"first\""));
        var run = await Runs.RunAsync(folder, first, Write(folder, "gone/b.ipynb", Code("1")));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("first", run.Report, StringComparison.Ordinal);
        Assert.Contains("process could not be used", run.Report, StringComparison.Ordinal);
    }

    private async Task Refused(string file, params string[] notebooks)
    {
        var refusal = await Assert.ThrowsAsync<UnusableFileException>(() => Runs.RunAsync(folder, notebooks));
        Assert.StartsWith(file, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private async Task<(int ExitCode, string Errors)> RunAsync(string cache, string notebook)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["exec", typeof(RunVerb).Assembly.Location, "run", notebook, "--output", folder.File("out")])
        {
            RedirectStandardError = true,
        };
        start.Environment["TELLTALE_CACHE"] = cache;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}

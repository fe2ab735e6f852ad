using System.Text.Json.Nodes;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Runner;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Notebooks_run_in_order_each_in_a_process_of_its_own_and_in_its_folder()
    {
        var first = Write(
            folder, "a.ipynb", Prose("# First"), Code("var x = 1;\nEnvironment.CurrentDirectory"), Code("Environment.ProcessId"));
        var second = Write(folder, "b.ipynb", Code("var x = \"not seen before\";\nx"), Code("Environment.ProcessId"));
        var run = await Runs.RunAsync(folder, first, second);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([folder.Root], run.Texts("a.ipynb", 1));
        Assert.NotEqual(run.Texts("a.ipynb", 2), run.Texts("b.ipynb", 1));
        Assert.True(run.Terminal.IndexOf("[1/2] a", StringComparison.Ordinal) < run.Terminal.IndexOf("[2/2] b", StringComparison.Ordinal));
        Assert.Contains("cell 1/2: First", run.Terminal, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(run.Output, "report.html"), run.Terminal, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Terminal, character => char.IsControl(character) && character is not ('\n' or '\r'));
    }

    [Fact]
    public async Task An_executed_notebook_holds_outputs_counts_and_times_and_the_source_stays_untouched()
    {
        var path = Write(folder, "a.ipynb", Prose("text"), Code("Console.Error.WriteLine(\"warning\");"), Code("1 + 1"));
        var before = await File.ReadAllTextAsync(path);
        var cells = (await Runs.RunAsync(folder, path)).Executed("a.ipynb").Cells;

        Assert.Equal([null, 1, 2], cells.Select(cell => cell.ExecutionCount));
        Assert.Equal("stderr", (string?)Assert.Single(cells[1].Outputs)!["name"]);
        Assert.Equal(2, (int?)Assert.Single(cells[2].Outputs)!["execution_count"]);
        var times = cells[2].Metadata["execution"]!;
        Assert.True(
            DateTimeOffset.Parse((string)times["iopub.execute_input"]!) <= DateTimeOffset.Parse((string)times["shell.execute_reply"]!));
        Assert.Equal(before, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task The_report_shows_the_notebooks_that_have_ended_while_others_run()
    {
        var report = Path.Combine(folder.File("artifacts"), "report.html");
        var first = Write(folder, "a.ipynb", Prose("# First"), Code("1 + 1"));
        var second = Write(folder, "b.ipynb", Code($"Console.Write(System.IO.File.ReadAllText(@\"{report}\"));"));
        var run = await Runs.RunAsync(folder, first, second);
        var during = Assert.Single(run.Texts("b.ipynb", 0));
        Assert.Contains("This run has not ended: 1 of 2 notebooks", during, StringComparison.Ordinal);
        Assert.Contains(">First<", during, StringComparison.Ordinal);
        Assert.DoesNotContain("<p class=\"run\"><strong>This run has not ended", run.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_and_updated_displays_keep_their_last_state()
    {
        var path = Write(
            folder,
            "a.ipynb",
            Code("for (var i = 1; i <= 3; i++) Console.Write($\"\\r{i} of 3\");\nvar bar = display(\"half\", \"text/plain\");"),
            Code("bar.Update(\"whole\");"));
        var run = await Runs.RunAsync(folder, path);
        Assert.Equal(["3 of 3", "whole"], run.Texts("a.ipynb", 0));
        Assert.Empty(run.Texts("a.ipynb", 1));
    }

    [Fact]
    public async Task What_bypasses_the_console_is_kept_too()
    {
        var path = Write(
            folder,
            "a.ipynb",
            Code("using (var native = Console.OpenStandardError()) native.Write(Encoding.UTF8.GetBytes(\"from below\\n\"));"));
        Assert.Equal(["from below\n"], (await Runs.RunAsync(folder, path)).Texts("a.ipynb", 0));
    }

    [Fact]
    public async Task The_first_failing_cell_ends_the_run_and_everything_so_far_is_written()
    {
        var first = Write(folder, "a.ipynb", Code("1"), Code("// one\nvar y = nonsense;"), Code("3"));
        var second = Write(folder, "b.ipynb", Code("4"));
        var run = await Runs.RunAsync(folder, first, second);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{first}, cell 2, line 2", run.Terminal, StringComparison.Ordinal);
        Assert.Contains("var y = nonsense;", run.Terminal, StringComparison.Ordinal);
        Assert.Contains("CS0103", run.Terminal, StringComparison.Ordinal);
        var cells = run.Executed("a.ipynb").Cells;
        Assert.Equal("error", (string?)Assert.Single(cells[1].Outputs)!["output_type"]);
        Assert.Null(cells[2].ExecutionCount);
        Assert.Contains("Cell 2 failed.", run.Report, StringComparison.Ordinal);
        Assert.Contains("CS0103", (string)run.Results["run"]!["notebooks"]![0]!["error"]!, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(run.Output, "b.ipynb")));
    }

    [Theory]
    [InlineData("Environment.Exit(7);", "exit code 7")]
    [InlineData("new System.Threading.Thread(() => throw new Exception(\"on another thread\")).Start();\nawait Task.Delay(-1);",
        "on another thread")]
    public async Task A_cell_that_ends_the_process_is_told_with_its_reason(string code, string reason)
    {
        var run = await Runs.RunAsync(folder, Write(folder, "a.ipynb", Code("1"), Code(code)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cell 2", run.Terminal, StringComparison.Ordinal);
        Assert.Contains(reason, run.Terminal, StringComparison.Ordinal);
        Assert.Equal("Process ended", (string?)run.Executed("a.ipynb").Cells[1].Outputs[^1]!["ename"]);
    }

    [Fact]
    public async Task Results_of_all_notebooks_are_collected()
    {
        const string Auc =
            """{"metric":"ROC AUC","value":0.91234,"lower":0.9,"upper":0.93,"paper":0.55,"corpus":"embedded","simulated":true,"seed":17}""";
        const string F1 = """{"metric":"F1","value":0.8,"corpus":"faces","simulated":false,"convention":"threshold 0.5"}""";
        var first = Write(folder, "a.ipynb", Code($"\"\"\"[{Auc},{F1}]\"\"\".DisplayAs(\"application/vnd.telltale.result+json\");"));
        var second = Write(folder, "b.ipynb", Code($"\"\"\"[{F1}]\"\"\".DisplayAs(\"application/vnd.telltale.result+json\");"));
        var run = await Runs.RunAsync(folder, first, second);

        var results = run.Results["results"]!.AsArray();
        Assert.Equal(["a", "a", "b"], results.Select(result => (string)result!["notebook"]!));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                {"notebook":"a","metric":"ROC AUC","value":0.91234,"interval":[0.9,0.93],"paper":0.55,
                 "corpus":"embedded","simulated":true,"seed":17}
                """),
            results[0]));
        Assert.Null(results[1]!["interval"]);
        Assert.Null(results[1]!["paper"]);
        Assert.Contains("0.912 [0.900, 0.930]", run.Terminal, StringComparison.Ordinal);
        Assert.Contains("embedded (simulated)", run.Terminal, StringComparison.Ordinal);
        Assert.Contains("0.912 [0.900, 0.930]", run.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_library_says_about_the_run_joins_the_run_information()
    {
        var path = Write(
            folder, "a.ipynb", Code("\"{\\\"device\\\":\\\"cpu\\\",\\\"seed\\\":17}\".DisplayAs(\"application/vnd.telltale.run+json\");"));
        var information = (await Runs.RunAsync(folder, path)).Results["run"]!;
        Assert.Equal("cpu", (string)information["device"]!);
        Assert.Equal(17, (int)information["seed"]!);
        Assert.True((double)information["notebooks"]![0]!["peak memory in MiB"]! > 10);
    }

    [Fact]
    public async Task An_executed_notebook_satisfies_the_schema_of_nbformat()
    {
        var path = Write(
            folder,
            "a.ipynb",
            Prose("# A"),
            Code("Console.WriteLine(1);\ndisplay(new { A = 1 });\n\"[1]\".DisplayAs(\"application/json\");\n2"),
            Code("throw new Exception(\"x\");"));
        var run = await Runs.RunAsync(folder, path);
        Assert.Equal(4, run.Executed("a.ipynb").Cells[1].Outputs.Count);
        NbFormat.Validate(Path.Combine(run.Output, "a.ipynb"));
    }

    [Fact]
    public async Task A_notebook_without_code_completes() =>
        Assert.Equal(0, (await Runs.RunAsync(folder, Write(folder, "a.ipynb", Prose("# Only words")))).ExitCode);
}

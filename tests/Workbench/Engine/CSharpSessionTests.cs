using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

[Collection(ConsoleCollection.Name)]
public sealed class CSharpSessionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CSharpSession session;
    private readonly List<CellOutput> outputs = [];

    public CSharpSessionTests() => session = new CSharpSession(folder.Root);

    public void Dispose()
    {
        session.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_cell_awaits_and_shows_its_trailing_expression()
    {
        await Run("await Task.Yield();\nvar x = await Task.FromResult(20);\nx + 1");
        Assert.Equal("21", Assert.IsType<ResultOutput>(Assert.Single(outputs)).Data["text/plain"]);
    }

    [Fact]
    public async Task A_later_cell_sees_and_redeclares_variables_and_uses_records_and_functions()
    {
        await Run("var x = 1;\nrecord Point(int X, int Y);\nint Twice(int n) => 2 * n;");
        await Run("var point = new Point(Twice(x), 3);");
        await Run("var x = point;");
        await Run("x.ToString()");
        Assert.Equal("Point { X = 2, Y = 3 }", Result());
    }

    [Theory]
    [InlineData("var x = 1;")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("await Task.CompletedTask")]
    [InlineData("void F() { }")]
    public async Task A_cell_without_a_value_shows_none(string code)
    {
        await Run(code);
        Assert.Empty(outputs);
    }

    [Fact]
    public async Task A_trailing_null_is_a_value()
    {
        await Run("string nothing = null;\nnothing");
        Assert.Equal("<null>", Result());
    }

    [Fact]
    public async Task Display_shows_a_value_in_plain_text_and_in_the_forms_its_type_prefers()
    {
        await Run("display(new { A = 1 });\nnew[] { 1, 2 }.Display();\n3.Display(\"text/plain\")");
        var displays = outputs.Cast<DisplayOutput>().ToList();
        Assert.Equal(3, displays.Count);
        Assert.All(displays.Take(2), display => Assert.Equal(["text/html", "text/plain"], display.Data.Keys.Order()));
        Assert.Equal("3", Assert.Single(displays[2].Data).Value);
    }

    [Fact]
    public async Task DisplayAs_shows_content_as_it_is()
    {
        await Run("\"<b>bold</b>\".DisplayAs(\"text/html\");");
        Assert.Equal(
            KeyValuePair.Create("text/html", "<b>bold</b>"), Assert.Single(Assert.IsType<DisplayOutput>(Assert.Single(outputs)).Data));
    }

    [Fact]
    public async Task A_display_is_updated_from_a_later_cell()
    {
        await Run("var bar = \"<i>0 %</i>\".DisplayAs(\"text/html\");");
        await Run("bar.Update(\"<i>100 %</i>\");");
        var update = Assert.IsType<DisplayUpdate>(outputs[1]);
        Assert.Equal(((DisplayOutput)outputs[0]).DisplayId, update.DisplayId);
        Assert.Equal("<i>100 %</i>", update.Data["text/html"]);
    }

    [Fact]
    public async Task A_formatter_registered_in_a_cell_decides_the_forms()
    {
        await Run(
            """
            record Chart(string Json);
            Formatter.SetPreferredMimeTypesFor(typeof(Chart), "application/vnd.test+json", "text/html");
            Formatter.Register<Chart>((chart, writer) => writer.Write(chart.Json), "application/vnd.test+json");
            new Chart("{}")
            """);
        var data = Assert.IsType<ResultOutput>(Assert.Single(outputs)).Data;
        Assert.Equal(["application/vnd.test+json", "text/html", "text/plain"], data.Keys);
        Assert.Equal("{}", data["application/vnd.test+json"]);
    }

    [Fact]
    public async Task A_formatter_registered_inside_a_library_reaches_the_session_though_the_library_brings_its_own_copy_of_the_package()
    {
        var library = BuiltLibrary.Emit(
            folder.File("ChartLibrary.dll"),
            """
            using Microsoft.DotNet.Interactive.Formatting;
            namespace Library;
            public sealed class Chart
            {
                public static void Register() =>
                    Formatter.Register<Chart>((chart, writer) => writer.Write("drawn by the library"), "text/html");
            }
            """,
            "1.0.0.0");
        var package = typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location;
        File.Copy(package, folder.File(Path.GetFileName(package)));
        await Run($"#r \"{library}\"\nLibrary.Chart.Register();\nnew Library.Chart()");
        Assert.Equal("drawn by the library", Assert.IsType<ResultOutput>(Assert.Single(outputs)).Data["text/html"]);
    }

    [Fact]
    public async Task Libraries_built_against_different_versions_of_a_third_share_its_types()
    {
        var old = BuiltLibrary.Emit(folder.File("old/SharedShape.dll"), "public sealed class Shape;", "1.0.0.0");
        var shared = BuiltLibrary.Emit(folder.File("SharedShape.dll"), "public sealed class Shape;", "2.0.0.0");
        var maker = BuiltLibrary.Emit(
            folder.File("ShapeMaker.dll"), "public static class Maker { public static Shape Make() => new(); }", "1.0.0.0", old);
        var user = BuiltLibrary.Emit(
            folder.File("ShapeUser.dll"), "public static class User { public static bool Works() => Maker.Make() is Shape; }", "1.0.0.0",
            shared, maker);
        await Run($"#r \"{user}\"\nUser.Works()");
        Assert.Equal("True", Result());
    }

    [Fact]
    public async Task What_is_printed_keeps_its_order_among_displays()
    {
        await Run("Console.Write(\"a\");\nConsole.WriteLine('b');\nConsole.Error.Write(\"c\");\ndisplay(1);\nConsole.Write(\"d\");");
        Assert.Collection(
            outputs,
            output => Assert.Equal(new StreamOutput(StreamName.Stdout, "ab\n"), output),
            output => Assert.Equal(new StreamOutput(StreamName.Stderr, "c"), output),
            output => Assert.IsType<DisplayOutput>(output),
            output => Assert.Equal(new StreamOutput(StreamName.Stdout, "d"), output));
    }

    [Fact]
    public async Task What_is_printed_arrives_while_the_cell_runs()
    {
        var goOn = new TaskCompletionSource();
        AppContext.SetData("go on", goOn.Task);
        var outcome = await session.ExecuteAsync(
            "var goOn = (Task)AppContext.GetData(\"go on\");\nConsole.Write(\"begun\");\nawait goOn;",
            "cell 1",
            output => goOn.TrySetResult());
        Assert.True(outcome.Status == CellStatus.Succeeded, outcome.Error?.Message);
    }

    [Fact]
    public async Task Threads_print_without_losing_or_tearing_lines()
    {
        await Run("Parallel.For(0, 1000, i => Console.WriteLine(\"a line of text\"));");
        var text = string.Concat(outputs.Cast<StreamOutput>().Select(output => output.Text));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1000, lines.Length);
        Assert.All(lines, line => Assert.Equal("a line of text", line));
    }

    [Fact]
    public async Task A_compilation_error_has_its_place_and_its_source_line()
    {
        var outcome = await Execute("var a = 1;\n  var b = undefined + a;");
        Assert.Equal(CellStatus.Rejected, outcome.Status);
        Assert.Equal((2, 11), (outcome.Error!.Line, outcome.Error.Column));
        Assert.StartsWith("line 2, column 11: CS0103", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Equal(["      var b = undefined + a;", "              ^"], outcome.Error.Trace.Skip(1));
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_leaves_the_session_as_it_was()
    {
        await Run("var x = 5;");
        await Execute("var x = nonsense;");
        await Run("x");
        Assert.Equal("5", Result());
    }

    [Fact]
    public async Task An_exception_shows_the_users_frames_first_and_hides_the_engine()
    {
        await Run("int Fail(int n) =>\n    int.Parse(\"no number\");");
        var outcome = await Execute("var before = 1;\nFail(before);", "cell 2");
        Assert.Equal(("System.FormatException", 2), (outcome.Error!.Name, outcome.Error.Line));
        Assert.Equal(["   at Fail in cell 1, line 2", "   at cell 2, line 2"], outcome.Error.Trace.Skip(1).Take(2));
        Assert.Contains(outcome.Error.Trace, line => line.Contains("System.Int32.Parse", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Error.Trace, line => line.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_cell_did_before_it_threw_stays()
    {
        await Execute("var kept = 7;\nthrow new Exception(\"too late\");");
        await Run("kept");
        Assert.Equal("7", Result());
    }

    [Fact]
    public async Task The_cause_behind_an_exception_is_told()
    {
        var outcome = await Execute("try { int.Parse(\"x\"); } catch (Exception e) { throw new InvalidOperationException(\"outer\", e); }");
        Assert.Contains(outcome.Error!.Trace, line => line.StartsWith("caused by System.FormatException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_and_reference_paths_start_at_the_notebooks_folder()
    {
        Directory.CreateDirectory(folder.File("parts"));
        File.WriteAllText(folder.File("parts/prose.csx"), "var prose = \"*strong*\";");
        File.Copy(typeof(Markdig.Markdown).Assembly.Location, folder.File("parts/Markdig.dll"));
        await Run("#r \"parts/Markdig.dll\"\n#load \"parts/prose.csx\"\nMarkdig.Markdown.ToPlainText(prose).Trim()");
        Assert.Equal("strong", Result());
        Assert.NotEqual(folder.Root, Directory.GetCurrentDirectory());
    }

    [Fact]
    public async Task An_error_in_a_loaded_file_names_the_file()
    {
        File.WriteAllText(folder.File("broken.csx"), "var a = 1;\nvar b = nonsense;");
        var outcome = await Execute("#load \"broken.csx\"");
        Assert.Contains("broken.csx, line 2, column 9: CS0103", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Null(outcome.Error.Line);
    }

    [Theory]
    [InlineData("../lib/bin/Missing.dll", "'../lib/bin/Missing.dll' does not exist")]
    [InlineData("../lib/bin/Telltale.dll", "It is built: move the notebook back")]
    public async Task A_missing_library_is_told_in_one_line(string path, string message)
    {
        var outcome = await Execute($"#r \"{path}\"\nusing Telltale.Data;\nusing Telltale.Plots;\nNotebook.Start()");
        Assert.Contains(message, Assert.Single(outcome.Error!.Trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Later_cells_keep_the_references_of_earlier_ones_and_do_not_repeat_them()
    {
        var library = BuiltLibrary.Emit(folder.File("Kept.dll"), "public sealed class Kept;", "1.0.0.0");
        await Run($"#r \"{library}\"");
        for (var cell = 0; cell < 5; cell++)
        {
            await Run("var kept = new Kept();");
        }
        await Run("System.Net.WebUtility.HtmlEncode(\"<\") + kept");
        Assert.Equal("&lt;Kept", Result());
    }

    [Fact]
    public async Task A_cell_cannot_read_input()
    {
        var outcome = await Execute("Console.ReadLine()");
        Assert.Contains("cannot read input", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_magic_command_is_refused_and_not_skipped_in_silence()
    {
        var outcome = await Execute("#!fsharp\nlet x = 1");
        Assert.Contains("'#!fsharp' is a magic command", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_heeds_cancellation_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        AppContext.SetData("token", cancellation.Token);
        var outcome = await session.ExecuteAsync(
            "Console.Write(\"begun\");\nawait Task.Delay(-1, (System.Threading.CancellationToken)AppContext.GetData(\"token\"));",
            "cell 1",
            output => cancellation.Cancel(),
            cancellation.Token);
        Assert.Equal(CellStatus.Cancelled, outcome.Status);
    }

    private string Result() => Assert.IsType<ResultOutput>(outputs[^1]).Data["text/plain"];

    private Task<CellOutcome> Execute(string code, string name = "cell 1") => session.ExecuteAsync(code, name, outputs.Add);

    private async Task Run(string code)
    {
        var outcome = await Execute(code);
        Assert.True(outcome.Status == CellStatus.Succeeded, outcome.Error?.Message);
    }
}

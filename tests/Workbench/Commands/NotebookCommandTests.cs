using System.IO.Compression;
using Telltale.Workbench;
using Telltale.Workbench.Commands;
using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Runner;

namespace Telltale.Tests.Workbench.Commands;

public sealed class NotebookCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands => [.. NotebookCommands.All.Select(command => command.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_a_notebook_with_its_parameters(string name)
    {
        var command = NotebookCommands.All.Single(command => command.Name == name);
        var notebook = Notebook.Read(Path.Combine(Repository.Root, "notebooks", "commands", $"{name}.ipynb"));
        var defaults = notebook.Cells.First(cell => cell.Kind == CellKind.Code).Source;
        Assert.All(command.Parameters, parameter => Assert.Contains($" {parameter} = ", defaults, StringComparison.Ordinal));
        NotebookParameters.Inject(notebook, command.Parameters.ToDictionary(parameter => parameter, _ => (string?)null));
        Assert.All(notebook.Cells.Where(cell => cell.Kind == CellKind.Code), cell => Assert.Empty(cell.Outputs));
    }

    [Fact]
    public void Parameters_follow_the_cell_of_the_defaults_as_csharp_literals()
    {
        var notebook = Notebook.Parse("""
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "text"},
              {"cell_type": "code", "id": "b", "metadata": {"tags": ["parameters"]}, "source": "string? folder = null;",
               "outputs": [], "execution_count": null},
              {"cell_type": "code", "id": "c", "metadata": {}, "source": "folder", "outputs": [], "execution_count": null}]}
            """);
        NotebookParameters.Inject(notebook, new Dictionary<string, string?> { ["folder"] = "/a \"b\"\\c\n", ["images"] = null });
        Assert.Equal("string? folder = \"/a \\\"b\\\"\\\\c\\n\";\nstring? images = null;", notebook.Cells[2].Source);
        Assert.Equal(["a", "b", "injected-parameters", "c"], notebook.Cells.Select(cell => cell.Id));
        var without = Notebook.Parse("{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": []}");
        Assert.Throws<FormatException>(() => NotebookParameters.Inject(without, new Dictionary<string, string?>()));
    }

    [Theory]
    [InlineData("", "Expected FOLDER, got 0 arguments")]
    [InlineData("a b", "Expected FOLDER, got 2 arguments")]
    [InlineData("a --image b", "Unknown option '--image'")]
    [InlineData("a --images", "--images needs a path")]
    [InlineData("a --images b --images c", "--images is given twice")]
    public void Wrong_arguments_are_told(string arguments, string sentence) => Assert.Contains(
        sentence,
        Assert.Throws<UsageException>(() => CommandArguments.Parse(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), ["folder"], ["images"])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Paths_become_absolute_and_options_that_are_not_given_are_null()
    {
        var parsed = CommandArguments.Parse(["--output", "out", "a"], ["folder"], ["images"]);
        Assert.Equal(Path.GetFullPath("a"), parsed.Parameters["folder"]);
        Assert.Null(parsed.Parameters["images"]);
        Assert.Equal(Path.GetFullPath("out"), parsed.Output);
    }

    [Fact]
    public async Task Validate_prints_what_is_wrong_and_exits_with_1()
    {
        var archive = folder.File("TEAM_open.zip");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(zip.CreateEntry("TEAM_open.csv").Open());
            await writer.WriteAsync("image_id,prob,label,threshold\na.png,0.1,0,0.5\nb,0.9,1,0.5\n");
        }
        var command = NotebookCommands.All.Single(command => command.Name == "validate");
        using var terminal = new StringWriter();
        var parsed = CommandArguments.Parse([archive, "--output", folder.File("out")], ["submission"], ["images"]);
        var exitCode = await command.RunAsync(parsed, Repository.Root, RunConsole.Plain(terminal), new StopRequest());
        Assert.Equal(1, exitCode);
        Assert.Contains(
            "TEAM_open.zip/TEAM_open.csv, line 3: 'b' has no extension of an image", terminal.ToString(), StringComparison.Ordinal);
        Assert.Contains("Failed: 1 problem in ", terminal.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("out/report.html")));
    }
}

using System.Text.Json.Nodes;
using Telltale.Workbench.Instructor;
using Telltale.Workbench.Notebooks;
using static Telltale.Tests.Workbench.NotebookFile;

namespace Telltale.Tests.Workbench.Instructor;

public sealed class InstructorVersionTests : IDisposable
{
    private const string Answer = "var a = 4;\nExercise.Check(\"1\", a)";
    private const string Details = $"<details>\n<summary>Solution</summary>\n\n```csharp\n{Answer}\n```\n\nBecause.\n\n</details>";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Exercises_are_answered_and_solutions_are_unfolded()
    {
        var notebook = Notebook.Parse(Text(Code("1"), Tagged(Code("Exercise.Check(\"1\", null)"), "exercise"), Prose("between"),
            Tagged(Prose(Details), "solution"), Prose("after")));
        InstructorVersion.Unfold(notebook);
        Assert.Equal(
            ["1", Answer, "between", Details.Replace("<details>", "<details open>", StringComparison.Ordinal), "after"],
            notebook.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void An_exercise_without_a_solution_and_a_solution_without_an_exercise_or_answer_are_refused()
    {
        var exercise = Tagged(Code("null"), "exercise");
        Refuses("the exercise in cell 'id-0' has no solution", exercise);
        Refuses(
            "the exercise in cell 'id-0' has no solution", exercise, Tagged(Code("null"), "exercise"), Tagged(Prose(Details), "solution"));
        Refuses("the solution in cell 'id-0' has no exercise", Tagged(Prose(Details), "solution"));
        Refuses("the solution in cell 'id-1' has no block of C#", exercise, Tagged(Prose("It is 4."), "solution"));
    }

    [Fact]
    public async Task The_command_writes_it_next_to_other_outputs_and_leaves_the_notebook_alone()
    {
        var path = Write(folder, "own.ipynb", Tagged(Code("null"), "exercise"), Tagged(Prose(Details), "solution"));
        var before = await File.ReadAllTextAsync(path);
        Assert.Equal(0, await new InstructorVerb().RunAsync([path, "--output", folder.File("out")]));
        Assert.Equal(before, await File.ReadAllTextAsync(path));
        Assert.Equal(Answer, Notebook.Read(folder.File("out/own-instructor.ipynb")).Cells[0].Source);
    }

    [Fact]
    public async Task A_notebook_without_exercises_is_refused()
    {
        var path = Write(folder, "own.ipynb", Code("1"));
        var error = await Assert.ThrowsAsync<Telltale.Workbench.UsageException>(() => new InstructorVerb().RunAsync([path]));
        Assert.Contains("No exercises in own.ipynb", error.Message, StringComparison.Ordinal);
    }

    private static void Refuses(string reason, params JsonObject[] cells) => Assert.Contains(
        reason, Assert.Throws<FormatException>(() => InstructorVersion.Unfold(Notebook.Parse(Text([.. cells.Select(Copy)])))).Message,
        StringComparison.Ordinal);

    private static JsonObject Copy(JsonObject cell) => (JsonObject)cell.DeepClone();

    private static JsonObject Tagged(JsonObject cell, string tag)
    {
        cell["metadata"] = new JsonObject { ["tags"] = new JsonArray(tag) };
        return cell;
    }
}

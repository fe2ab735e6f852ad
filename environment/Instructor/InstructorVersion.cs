using System.Text.RegularExpressions;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Instructor;

/// <summary>
/// The instructor's version of a notebook: solutions are unfolded, and every exercise is answered with its solution. An exercise is a code
/// cell tagged <c>exercise</c>; its solution is a later Markdown cell tagged <c>solution</c>, before the next exercise, with the answer
/// as a block of C# inside <c>&lt;details&gt;</c>.
/// </summary>
internal static partial class InstructorVersion
{
    private const string Exercise = "exercise";
    private const string Solution = "solution";

    /// <summary>True if a notebook has an exercise.</summary>
    public static bool Exists(Notebook notebook) => notebook.Cells.Any(IsExercise);

    /// <summary>Changes a notebook into the instructor's version.</summary>
    /// <param name="notebook">Read from a file that this does not change.</param>
    /// <exception cref="FormatException">An exercise has no solution, or a solution no exercise or no answer.</exception>
    public static void Unfold(Notebook notebook)
    {
        NotebookCell? open = null;
        foreach (var cell in notebook.Cells)
        {
            cell.ClearRun();
            if (IsExercise(cell))
            {
                RequireSolved(open);
                open = cell;
            }
            else if (cell.Kind == CellKind.Markdown && cell.Tags.Contains(Solution))
            {
                (open ?? throw new FormatException($"the solution in cell '{cell.Id}' has no exercise before it")).Source = Answer(cell);
                cell.Source = cell.Source.Replace("<details>", "<details open>", StringComparison.Ordinal);
                open = null;
            }
        }
        RequireSolved(open);
    }

    private static bool IsExercise(NotebookCell cell) => cell.Kind == CellKind.Code && cell.Tags.Contains(Exercise);

    private static void RequireSolved(NotebookCell? exercise)
    {
        if (exercise is not null)
        {
            throw new FormatException($"the exercise in cell '{exercise.Id}' has no solution; add a Markdown cell tagged '{Solution}'");
        }
    }

    private static string Answer(NotebookCell solution) => CSharpBlock().Match(solution.Source) is { Success: true } block
        ? block.Groups["code"].Value
        : throw new FormatException($"the solution in cell '{solution.Id}' has no block of C# (```csharp)");

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}

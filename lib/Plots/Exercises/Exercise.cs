namespace Telltale.Plots;

/// <summary>The exercises of the notebooks that have a check.</summary>
/// <example>
/// <code>
/// var verdict = Exercise.Check("1b.2", 448); // the last expression of a cell: "right", or a hint
/// </code>
/// </example>
public static class Exercise
{
    /// <summary>Judges an answer.</summary>
    /// <param name="number">The number of the exercise as the notebook prints it: notebook and position, such as <c>1b.2</c>.</param>
    /// <param name="answer">
    /// The answer, of the kind that the notebook asks for: a number, a tensor, or a function. Null for no answer yet. It is not disposed.
    /// </param>
    /// <exception cref="ArgumentException">There is no such exercise; the message lists all.</exception>
    public static ExerciseVerdict Check(string number, object? answer)
    {
        ArgumentNullException.ThrowIfNull(number);
        var exercise = CheckedExercises.All.FirstOrDefault(exercise => exercise.Number == number)
            ?? throw new ArgumentException(
                $"There is no exercise '{number}'. Those with a check are {string.Join(", ", Numbers)}.", nameof(number));
        return exercise.Check(answer);
    }

    /// <summary>The numbers of all exercises that have a check.</summary>
    internal static IEnumerable<string> Numbers => CheckedExercises.All.Select(exercise => exercise.Number);
}

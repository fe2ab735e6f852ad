using System.Globalization;
using static TorchSharp.torch;

namespace Telltale.Plots;

/// <summary>An exercise and how its answers are judged.</summary>
/// <param name="Number">Notebook and position, such as <c>1b.2</c>.</param>
/// <param name="Kind">What an answer is, in words, for an answer of another kind.</param>
/// <param name="Hint">Null for a right answer, a hint for a wrong one; the answer is never null.</param>
internal sealed record CheckedExercise(string Number, string Kind, Func<object, string?> Hint)
{
    private const string Another = "That is not the answer, and no hint fits it: fold out the solution, and compare.";

    /// <summary>An exercise whose answer is a number.</summary>
    /// <param name="number">The number of the exercise.</param>
    /// <param name="right">The answer.</param>
    /// <param name="tolerance">How far an answer may be from it.</param>
    /// <param name="hints">Wrong answers that a misunderstanding leads to, each with a hint.</param>
    public static CheckedExercise OfNumber(
        string number, double right, double tolerance, params IReadOnlyList<(double Wrong, string Hint)> hints) =>
        new(number, "a number", answer => ToNumber(answer) is not { } value ? WrongKind("a number", answer)
            : Math.Abs(value - right) <= tolerance ? null
            : hints.Where(hint => Math.Abs(value - hint.Wrong) <= tolerance).Select(hint => hint.Hint).FirstOrDefault(Another));

    /// <summary>An exercise whose answer is a tensor, or a function of tensors.</summary>
    /// <param name="number">The number of the exercise.</param>
    /// <param name="kind">What an answer is, in words.</param>
    /// <param name="hint">Null for a right answer, a hint for a wrong one. What it throws is told as a fault of the answer.</param>
    public static CheckedExercise Of<T>(string number, string kind, Func<T, string?> hint) =>
        new(number, kind, answer => answer is T typed ? Judged(hint, typed) : WrongKind(kind, answer));

    /// <summary>Judges an answer.</summary>
    public ExerciseVerdict Check(object? answer) => answer is null
        ? new(Number, false, $"No answer yet: replace null by {Kind}, and run the cell again.")
        : Hint(answer) is { } hint ? new(Number, false, $"Not yet. {hint}") : new(Number, true, "Right.");

    private static string? Judged<T>(Func<T, string?> hint, T answer)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        try
        {
            return hint(answer);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            return $"It failed when it was tried: {error.Message.Split('\n')[0]}";
        }
    }

    private static double? ToNumber(object answer) => answer switch
    {
        Tensor { IsInvalid: false } tensor when tensor.numel() == 1 => tensor.to_type(ScalarType.Float64).cpu().item<double>(),
        byte or short or int or long or float or double or decimal => Convert.ToDouble(answer, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string WrongKind(string kind, object answer) =>
        $"The answer must be {kind}; this is of type {answer.GetType().Name}.";
}

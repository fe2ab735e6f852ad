namespace Telltale.Plots;

/// <summary>What <see cref="Exercise.Check"/> says about an answer; displayed as one line.</summary>
/// <param name="Number">The number of the exercise.</param>
/// <param name="IsRight">True for a right answer; false for a wrong one, or none.</param>
/// <param name="Message">"Right.", or a hint.</param>
public sealed record ExerciseVerdict(string Number, bool IsRight, string Message)
{
    internal string ToHtml() =>
        $"<p class=\"telltale-exercise\">{(IsRight ? "✓" : "○")} <strong>Exercise {PlotText.Html(Number)}.</strong> " +
        $"{PlotText.Html(Message)}</p>";

    /// <summary>Number and message.</summary>
    public override string ToString() => $"Exercise {Number}. {Message}";
}

namespace Telltale.Runtime;

/// <summary>The progress of a long operation, and the estimated time left.</summary>
/// <example><code>
/// var report = new WorkProgress("resize", Done: 20, Total: 80, TimeSpan.FromSeconds(2));
/// Console.WriteLine($"{report.Rate} {report.Unit}/s, {report.Remaining} left"); // 10 images/s, 00:00:06 left
/// </code></example>
/// <param name="Task">What is being done, for example <c>epoch 2 of 5</c>.</param>
/// <param name="Done">Units finished so far.</param>
/// <param name="Total">Units in total; 0 if unknown.</param>
/// <param name="Elapsed">Time since the work began.</param>
/// <param name="Unit">What is counted, for example <c>images</c>.</param>
/// <param name="Detail">A measured value to show after the bar, for example <c>loss 0.412</c>; null for none.</param>
public sealed record WorkProgress(string Task, long Done, long Total, TimeSpan Elapsed, string Unit = "images", string? Detail = null)
{
    /// <summary>Units per second since the work began; 0 before the first unit.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at the rate so far; null before the first unit or if the total is unknown.</summary>
    public TimeSpan? Remaining => Done > 0 && Total > 0 ? Elapsed / Done * (Total - Done) : null;

    /// <summary>True when the work is finished.</summary>
    public bool IsComplete => Total > 0 && Done >= Total;
}

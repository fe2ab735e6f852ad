using System.Globalization;

namespace Telltale.Evaluation;

/// <summary>
/// A task of a Slurm job array, from the variables that Slurm sets (sbatch(1), "OUTPUT ENVIRONMENT VARIABLES"). The array's ids may start
/// anywhere and have a step, as in <c>--array=1-15:2</c>.
/// </summary>
/// <param name="Id"><c>SLURM_ARRAY_TASK_ID</c>.</param>
/// <param name="First"><c>SLURM_ARRAY_TASK_MIN</c>.</param>
/// <param name="Last"><c>SLURM_ARRAY_TASK_MAX</c>.</param>
/// <param name="Step"><c>SLURM_ARRAY_TASK_STEP</c>.</param>
/// <param name="Count"><c>SLURM_ARRAY_TASK_COUNT</c>.</param>
internal sealed record ArrayTask(int Id, int First, int Last, int Step, int Count)
{
    private const string Prefix = "SLURM_ARRAY_TASK_";

    /// <summary>The task of this process; null outside an array.</summary>
    /// <param name="variable">The value of an environment variable; null where it is not set.</param>
    /// <exception cref="ArgumentException">One of the variables is missing or no number, though the id is set.</exception>
    public static ArrayTask? Of(Func<string, string?> variable)
    {
        if (variable(Prefix + "ID") is not { Length: > 0 })
        {
            return null;
        }
        int Number(string name, string? standard = null) =>
            int.TryParse(variable(Prefix + name) ?? standard, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException(
                    $"{Prefix}ID is set, but {Prefix}{name} is '{variable(Prefix + name)}' and should be a number. Start the task with "
                    + $"sbatch --array, or set {Shard.Variable}, for example to 3/8.");
        return new(Number("ID"), Number("MIN"), Number("MAX"), Number("STEP", "1"), Number("COUNT"));
    }

    /// <summary>The task's share: its position among the array's ids, and their number.</summary>
    /// <exception cref="ArgumentException">
    /// The ids are a list with gaps, such as <c>--array=0,1,5</c>: a task does not know which of them it is.
    /// </exception>
    public Shard Shard => Step > 0 && First + (Count - 1) * Step == Last && (Id - First) % Step == 0
        ? new((Id - First) / Step, Count)
        : throw new ArgumentException(
            $"Task {Id} of a job array with {Count} ids from {First} to {Last} in steps of {Step}: the ids are not one range, so this task "
            + $"does not know its share. Use a range, such as --array=0-{Count - 1}, or set {Shard.Variable}, for example to 0/{Count}.");
}

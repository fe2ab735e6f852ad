using System.Diagnostics;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>One training of an experiment.</summary>
/// <param name="Name">For people.</param>
/// <param name="Key">Equal for equal trainings.</param>
/// <param name="Train">Trains it and leaves it in the cache.</param>
internal sealed record ExperimentTask(string Name, string Key, Action<CancellationToken> Train);

/// <summary>
/// The trainings of one or several experiments, for the tasks of a cluster: each task trains its share into the cache that all share, and
/// the experiment itself, run afterwards with this cache, finds them there. A training is bit-identical in a task and in the experiment,
/// on machines of one kind.
/// </summary>
/// <example><code>
/// var budget = ReplayBudget.Of(Profile.Current);
/// var images = ReplayImages.Current(budget);
/// var tasks = ReplayDesign.Of(images, budget).Tasks;
/// Console.WriteLine($"{tasks.Count} trainings; --array=0-{tasks.Count - 1} makes each a task");
/// Console.WriteLine(tasks.Run(Shard.Current, new ConsoleProgress(), Interrupt.Token));
/// </code></example>
public sealed class ExperimentTasks
{
    private readonly IReadOnlyList<ExperimentTask> tasks;

    internal ExperimentTasks(IEnumerable<ExperimentTask> tasks) => this.tasks = [.. tasks.DistinctBy(task => task.Key)];

    /// <summary>The number of trainings; none occurs twice.</summary>
    public int Count => tasks.Count;

    /// <summary>What is trained, in order.</summary>
    public IReadOnlyList<string> Names => [.. tasks.Select(task => task.Name)];

    /// <summary>These trainings and those of another experiment; a training of both is done once.</summary>
    /// <param name="others">The trainings of the other experiment.</param>
    public ExperimentTasks And(ExperimentTasks others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new(tasks.Concat(others.tasks));
    }

    /// <summary>
    /// Trains a share, as <see cref="Training.Trainer"/> does: what is in the cache is not trained again, what was begun resumes.
    /// </summary>
    /// <param name="shard">The share: every n-th training.</param>
    /// <param name="progress">Progress after each training; null for none.</param>
    /// <param name="cancellation">Stops after the current training steps, with checkpoints; calling again resumes.</param>
    /// <returns>The names of the share's trainings, which are now in the cache.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<string> Run(Shard shard, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        var share = tasks.Index().Where(task => shard.Has(task.Index)).Select(task => task.Item).ToList();
        var (watch, done) = (Stopwatch.StartNew(), 0);
        ParallelRuns.ForEach(share, task =>
        {
            task.Train(cancellation);
            progress?.Report(new($"trainings of {shard}", Interlocked.Increment(ref done), share.Count, watch.Elapsed, "runs", task.Name));
        }, cancellation);
        return [.. share.Select(task => task.Name)];
    }
}

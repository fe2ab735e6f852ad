namespace Telltale.Experiments;

/// <summary>The configurations and seeds of notebook 3, as docs/replay.md declares them.</summary>
/// <example><code>
/// var budget = ReplayBudget.Of(Profile.Tiny);
/// var design = ReplayDesign.Of(ReplayImages.Embedded(budget), budget);
/// Console.WriteLine(string.Join("\n", design.Tasks.Names));
/// </code></example>
public sealed class ReplayDesign
{
    private readonly ReplayImages images;
    private readonly ReplayBudget budget;

    private ReplayDesign(ReplayImages images, ReplayBudget budget) => (this.images, this.budget) = (images, budget);

    /// <summary>The design for these images.</summary>
    /// <param name="images">The images to train and test on.</param>
    /// <param name="budget">The budget of the primary comparison.</param>
    public static ReplayDesign Of(ReplayImages images, ReplayBudget budget)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(budget);
        return new(images, budget);
    }

    /// <summary>The primary comparison: as published, and cured.</summary>
    public IReadOnlyList<DetectorChange> Primary => [DetectorChange.AsPublished, images.Cured];

    /// <summary>The comparisons of the ablation: each part of the cure removed from it.</summary>
    public IReadOnlyList<Comparison> Removed => Comparison.Removed([.. DetectorChanges.Cures.Where(cure => images.Cured.HasFlag(cure))]);

    /// <summary>The configurations of the ablation, with the suspected fault.</summary>
    public IReadOnlyList<DetectorChange> Ablation =>
    [
        DetectorChange.AsPublished, DetectorChange.MismatchedNormalization, .. Removed.Select(comparison => comparison.Without),
        images.Cured,
    ];

    /// <summary>The budget of the ablation: fewer seeds.</summary>
    public ReplayBudget AblationBudget => budget with { Seeds = [.. budget.Seeds.Take(3)] };

    /// <summary>The trainings of both, for the tasks of a cluster.</summary>
    public ExperimentTasks Tasks =>
        DetectorReplay.Tasks(images, budget, Primary).And(DetectorReplay.Tasks(images, AblationBudget, Ablation));
}

namespace Telltale.Experiments;

/// <summary>The configurations and seeds of notebook 3, as docs/replay.md declares them.</summary>
/// <param name="Images">The images.</param>
/// <param name="Budget">The budget of the primary comparison.</param>
public sealed record ReplayDesign(ReplayImages Images, ReplayBudget Budget)
{
    /// <summary>The design for these images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="budget">The budget of the primary comparison.</param>
    public static ReplayDesign Of(ReplayImages images, ReplayBudget budget) => new(images, budget);

    /// <summary>The primary comparison: as published, and cured.</summary>
    public IReadOnlyList<DetectorChange> Primary => [DetectorChange.AsPublished, Images.Cured];

    /// <summary>The comparisons of the ablation: each part of the cure removed from it.</summary>
    public IReadOnlyList<Comparison> Removed => Comparison.Removed([.. DetectorChanges.Cures.Where(cure => Images.Cured.HasFlag(cure))]);

    /// <summary>The configurations of the ablation, with the suspected fault.</summary>
    public IReadOnlyList<DetectorChange> Ablation =>
    [
        DetectorChange.AsPublished, DetectorChange.MismatchedNormalization, .. Removed.Select(comparison => comparison.Without), Images.Cured,
    ];

    /// <summary>The budget of the ablation: fewer seeds.</summary>
    public ReplayBudget AblationBudget => Budget with { Seeds = [.. Budget.Seeds.Take(3)] };

    /// <summary>The trainings of both, for the tasks of a cluster.</summary>
    public ExperimentTasks Tasks =>
        DetectorReplay.Tasks(Images, Budget, Primary).And(DetectorReplay.Tasks(Images, AblationBudget, Ablation));
}

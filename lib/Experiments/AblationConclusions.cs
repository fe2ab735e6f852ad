using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>
/// What an ablation on generators left out showed, in sentences computed from its results. Differences are paired generator by generator;
/// one is resolved where the paired t-test over the generators, corrected for the number of comparisons in its sentence (Holm), has a
/// p-value below 0.05.
/// </summary>
public static class AblationConclusions
{
    /// <summary>Which recipe is best in the mean, and whether that is resolved against the first and against the next best.</summary>
    /// <param name="steps">Recipes on the same generators with the same seeds, each built on the one before; at least one.</param>
    public static string Best(IReadOnlyList<LeaveOneGeneratorOut> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentOutOfRangeException.ThrowIfZero(steps.Count);
        var ranked = steps.OrderByDescending(step => step.Mean(Auc).Mean).ToArray();
        var (best, mean) = (ranked[0], Spread.Of(ranked[0].Generators.Select(generator => ranked[0].OverSeeds(generator, Auc).Mean)));
        LeaveOneGeneratorOut[] others = [.. new[] { steps[0] }.Concat(ranked.Skip(1).Take(1)).Distinct().Where(other => other != best)];
        var differences = Differences([.. others.Select(other => (other, best))]);
        var against = others.Zip(differences, (other, difference) =>
            $"{difference} against {other.Recipe}{(other == steps[0] ? "" : ", the next best")}");
        return $"Best recipe: {Whole(steps, best)}, with a mean ROC AUC of {TextTable.Value(mean.Mean)} "
            + $"{TextTable.Interval(mean.Mean - mean.HalfWidth, mean.Mean + mean.HalfWidth)} on {mean.Runs.Counted("generator")} left out, "
            + $"and {TextTable.Value(mean.Lowest)} on the worst of them."
            + (others.Length == 0 ? "" : $" That is {string.Join(" and ", against)}.")
            + (best == steps[0] && steps.Count > 1 ? " No change added to it has a higher mean." : "")
            + $" The 95 % intervals are over the generators; {Seeds(best)}.";
    }

    /// <summary>Which front end is best: the steps that change what the network sees, and nothing else.</summary>
    /// <param name="recipes">The recipes of the steps.</param>
    /// <param name="steps">Their results, in the same order.</param>
    /// <exception cref="ArgumentException">There are not as many recipes as results.</exception>
    public static string FrontEnds(IReadOnlyList<DetectorRecipe> recipes, IReadOnlyList<LeaveOneGeneratorOut> steps)
    {
        ArgumentNullException.ThrowIfNull(recipes);
        ArgumentNullException.ThrowIfNull(steps);
        if (recipes.Count != steps.Count)
        {
            throw new ArgumentException($"There are {recipes.Count} recipes and {steps.Count} results.", nameof(recipes));
        }
        int[] changed = [.. Enumerable.Range(0, steps.Count).Skip(1).Where(step => recipes[step].Input != recipes[step - 1].Input)];
        if (changed.Length == 0)
        {
            return "All recipes have the same front end.";
        }
        var differences = Differences([.. changed.Select(step => (steps[step - 1], steps[step]))]);
        var (best, sum, highest) = (recipes[0].Input, 0.0, 0.0);
        foreach (var step in changed)
        {
            sum += steps[step].Mean(Auc).Mean - steps[step - 1].Mean(Auc).Mean;
            (best, highest) = sum > highest ? (recipes[step].Input, sum) : (best, highest);
        }
        var each = changed.Zip(differences, (step, difference) =>
            $"{recipes[step].Input} instead of {recipes[step - 1].Input} {difference}");
        return $"Best front end in the mean: {best}. What a change of the front end alone does to the mean ROC AUC on a generator left "
            + $"out: {string.Join("; ", each)}.";
    }

    /// <summary>What each step changed.</summary>
    /// <param name="steps">Recipes on the same generators with the same seeds, each built on the one before; at least one.</param>
    public static string Steps(IReadOnlyList<LeaveOneGeneratorOut> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentOutOfRangeException.ThrowIfZero(steps.Count);
        var differences = Differences([.. steps.Zip(steps.Skip(1))]);
        return $"{steps[0].Recipe} has a mean ROC AUC of {TextTable.Value(steps[0].Mean(Auc).Mean)} on generators left out"
            + (steps.Count == 1 ? "." : "; each change added to the earlier ones: "
                + $"{string.Join("; ", steps.Skip(1).Zip(differences, (step, difference) => $"{step.Recipe} {difference}"))}.");
    }

    private static double Auc(GeneratorOutcome one) => one.RocAuc;

    private static string[] Differences(IReadOnlyList<(LeaveOneGeneratorOut Before, LeaveOneGeneratorOut After)> pairs)
    {
        Spread[] spreads = [.. pairs.Select(pair => pair.After.DifferenceOverGenerators(pair.Before, Auc))];
        return [.. spreads.Zip(HolmCorrection.Of([.. spreads.Select(ChangeEffect.PValue)]), (difference, corrected) =>
            $"{TextTable.Signed(difference)} ({(corrected < HolmCorrection.Level ? "resolved" : "unresolved")})")];
    }

    // A step is named by what it adds, such as "+ residuals".
    private static string Whole(IReadOnlyList<LeaveOneGeneratorOut> steps, LeaveOneGeneratorOut best) => !best.Recipe.StartsWith('+')
        ? best.Recipe : string.Join(" ", steps.TakeWhile(step => step != best).Append(best).Select(step => step.Recipe));

    private static string Seeds(LeaveOneGeneratorOut result) => result.Mean(Auc).Runs is var count and > 1
        ? $"each value is the mean over {count} seeds" : "with one seed each, another seed may change the order";
}

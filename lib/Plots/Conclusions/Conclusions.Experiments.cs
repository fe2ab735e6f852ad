using Telltale.Experiments;

namespace Telltale.Plots;

public static partial class Conclusions
{
    /// <summary>Why a detector of this notebook and those of the replay in notebook 3 are not comparable.</summary>
    /// <param name="network">The network of this notebook, in words.</param>
    /// <param name="trainingImages">The number of its training images.</param>
    /// <param name="profile">The profile that it was trained with.</param>
    /// <param name="replay">The budget of the replay.</param>
    public static Conclusion Budgets(string network, int trainingImages, Profile profile, ReplayBudget replay)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(replay);
        return new(
            $"Notebook 3 has detectors of another kind. This one: {network}, trained on {PlotText.Count(trainingImages)} images for " +
            $"{Epochs(profile.Epochs)}. Each of notebook 3 starts from {replay.Network}, trained on " +
            $"{PlotText.Count(2 * replay.ImagesPerClass)} images for {Epochs(replay.Epochs)}.");
    }

    private static string Epochs(int epochs) => epochs == 1 ? "1 epoch" : $"{epochs} epochs";
}

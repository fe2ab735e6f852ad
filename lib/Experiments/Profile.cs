using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Experiments;

/// <summary>The settings that determine the cost of an experiment. Notebooks print it next to their results.</summary>
/// <param name="Name">tiny, quick or paper.</param>
/// <param name="Images">Images in the embedded corpus, both classes together.</param>
/// <param name="Size">Side of the square input of the network, in pixels.</param>
/// <param name="Epochs">Number of epochs.</param>
/// <param name="BatchSize">Images per batch.</param>
/// <param name="LearningRate">Adam's learning rate.</param>
/// <param name="Seeds">Seeds of repeated runs; results are means over them.</param>
/// <param name="Resamples">Bootstrap resamples for each confidence interval.</param>
/// <example><code>
/// var profile = Profile.Current with { Epochs = 2, Seeds = [17] };
/// Console.WriteLine(profile);
/// </code></example>
public sealed record Profile(
    string Name, int Images, int Size, int Epochs, int BatchSize, double LearningRate, IReadOnlyList<int> Seeds, int Resamples)
{
    /// <summary>True if DenseNet121 starts from the public ImageNet weights, which are downloaded; otherwise from scratch.</summary>
    public bool UsesImageNetWeights { get; private init; }

    /// <summary>
    /// The dtype of feature maps in training: bfloat16 if this profile saves time and the device is faster with it, else float32.
    /// Over six seeds neither a detector nor a localizer had a lower metric with bfloat16 than chance explains (docs/measured.md).
    /// </summary>
    /// <exception cref="ArgumentException"><c>TELLTALE_PRECISION</c> names no precision.</exception>
    public Precision Precision => Precisions.Current(SavesTime && Precisions.HasFastBFloat16 ? Precision.BFloat16 : Precision.Float32);

    private bool SavesTime { get; init; }

    /// <summary>Seeds of runs that serve for comparison only; fewer in profiles that save time.</summary>
    public IReadOnlyList<int> ComparisonSeeds { get; private init; } = [17];

    /// <summary>The environment variable that chooses the profile.</summary>
    internal const string Variable = "TELLTALE_PROFILE";

    /// <summary>For tests: every notebook runs in seconds; its results are meaningless.</summary>
    public static Profile Tiny { get; } = new("tiny", 64, 64, 1, 16, 1e-3, [17], 50);

    /// <summary>Sized for two CPU cores; the default.</summary>
    public static Profile Quick { get; } = new("quick", 1500, 64, 8, 32, 3e-3, [17, 18, 19], 1000) { SavesTime = true };

    /// <summary>The paper's setting: 5,000 + 5,000 images of 224 px, 5 epochs, Adam 1e-4; a GPU is recommended.</summary>
    public static Profile Paper { get; } =
        new("paper", 10_000, 224, 5, 32, 1e-4, [17, 18, 19], 1000) { UsesImageNetWeights = true, ComparisonSeeds = [17, 18, 19] };

    /// <summary>The profile named by <c>TELLTALE_PROFILE</c>, else <see cref="Quick"/>.</summary>
    /// <exception cref="ArgumentException">The variable names no profile.</exception>
    public static Profile Current => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "quick" => Quick,
        "tiny" => Tiny,
        "paper" => Paper,
        var other => throw new ArgumentException($"{Variable} is '{other}'; it must be tiny, quick or paper."),
    };

    /// <summary>All settings on one line.</summary>
    public override string ToString() =>
        $"{Name}: {Images.Counted("image")}, {Size} px, {Epochs.Counted("epoch")}, batches of {BatchSize}, "
        + $"learning rate {LearningRate.Invariant()}, {Precision}, seeds {string.Join(' ', Seeds)}, "
        + $"{Resamples.Counted("bootstrap resample")}";
}

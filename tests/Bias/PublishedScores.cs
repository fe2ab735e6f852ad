using Telltale.Bias;
using Telltale.Evaluation;
using Telltale.Tests.Data;

namespace Telltale.Tests.Bias;

/// <summary>
/// 137,956 published scores (logits) of a detector trained on ProGAN alone, on 15 sets; not part of the repository (no licence is stated).
/// Tests that want them are skipped where they are absent.
/// </summary>
internal static class PublishedScores
{
    public static Predictions Read() => DetectorScores.Read(Path.Combine(SharedData.Folder("scores"), "progan-detector.csv"));

    /// <summary>Every n-th image, so that a test takes seconds.</summary>
    public static Predictions Thinned(int keepOneIn)
    {
        var all = Read();
        return new(all.Name, all.Items.Where((_, index) => index % keepOneIn == 0)) { Scale = all.Scale };
    }
}

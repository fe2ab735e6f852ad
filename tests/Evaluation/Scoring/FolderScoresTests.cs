using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;

namespace Telltale.Tests.Evaluation.Scoring;

public sealed class FolderScoresTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Images_without_labels_get_scores_and_unreadable_ones_the_reason()
    {
        for (var index = 0; index < 3; index++)
        {
            var image = new RgbImage(40, 40);
            Array.Fill(image.Pixels, (byte)(60 * index + 50));
            File.WriteAllBytes(folder.File($"{index}.png"), ImageCodec.EncodePng(image));
        }
        File.WriteAllText(folder.File("broken.jpg"), "no image");
        using var model = new DenseNet(DenseNetOptions.DenseNetTiny, seed: 17);
        var scored = FolderScores.Of(model, Transform.Evaluation(32), folder.Root);
        Assert.Equal(["0.png", "1.png", "2.png", "broken.jpg"], scored.Select(image => Path.GetFileName(image.Path)));
        Assert.All(scored.Take(3), image => Assert.InRange(image.Score!.Value, 0, 1));
        Assert.Null(scored[3].Score);
        Assert.NotNull(scored[3].Problem);
        var alone = Assert.Single(FolderScores.Of(model, Transform.Evaluation(32), folder.File("1.png")));
        Assert.Equal(scored[1].Score!.Value, alone.Score!.Value, 1e-6);

        FolderScores.Write(folder.File("scores.csv"), scored);
        Assert.Equal(4, File.ReadAllLines(folder.File("scores.csv")).Length);
        ImageRecord[] records = [.. scored.Select(image => new ImageRecord(image.Path, ImageLabel.Real, "a,b"))];
        FolderScores.Write(folder.File("scores.csv"), scored, records);
        Assert.Equal(scored.Take(3).Select(image => image.Score!.Value), DetectorScores.Read(folder.File("scores.csv")).Scores);
        Assert.Contains("not read: ", FolderScores.Describe(scored, Threshold.Fixed(0.5)), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => FolderScores.Of(model, Transform.Evaluation(32), folder.File("nothing")));
    }
}

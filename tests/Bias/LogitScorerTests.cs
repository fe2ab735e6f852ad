using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Tests.Bias;

[Collection("alone")]
public sealed class LogitScorerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cached_logits_are_returned_and_refused_by_name_once_they_were_changed()
    {
        using var network = new DenseNet(
            DenseNetOptions.DenseNetSmall with { BlockSizes = [1], GrowthRate = 4, InitialFeatures = 4 }, seed: 5);
        using var scorer = LogitScorer.Of("small", network, Transform.Evaluation(32));
        var images = PlantedTraces.Images(folder);
        using var stored = new StoredFiles("logits");
        var first = scorer.Logits(images, null, TestContext.Current.CancellationToken);
        var file = Assert.Single(stored.Added);
        Assert.Equal(first, scorer.Logits(images, null, TestContext.Current.CancellationToken));
        var bytes = File.ReadAllBytes(file);
        bytes[3] ^= 1; // another finite logit
        File.WriteAllBytes(file, bytes);
        var refusal = Assert.Throws<UnusableFileException>(
            () => scorer.Logits(images, null, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{file}: It was changed or cut off", refusal.Message, StringComparison.Ordinal);
        File.WriteAllBytes(file, bytes[..^1]);
        Assert.Equal(first, scorer.Logits(images, null, TestContext.Current.CancellationToken));
    }
}

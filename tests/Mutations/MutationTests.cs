using System.Globalization;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Tests.Evaluation.Scoring;
using Telltale.Tests.Training;
using Telltale.Training;
using TorchSharp;

namespace Telltale.Tests.Mutations;

/// <summary>
/// Seeded accidents to every binary file that a later run reads: refused by name, or harmless. <c>TELLTALE_MUTATIONS</c> is their number
/// for each format; <see cref="MutationTable"/> writes the table of a long run.
/// </summary>
[Collection(nameof(MutationTests))]
public sealed class MutationTests(MutationTable table, ITestOutputHelper output) : IDisposable
{
    private static readonly DenseNetOptions Tiny =
        DenseNetOptions.DenseNetSmall with { BlockSizes = [1], GrowthRate = 4, InitialFeatures = 4 };

    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 16, LearningRate = 1e-3 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_mutated_checkpoint_of_a_finished_training_is_never_returned()
    {
        Fit();
        Reads("checkpoint, finished", Directory.GetFiles(folder.Root).Single(), _ => Fit());
    }

    [Fact]
    public void A_mutated_checkpoint_of_an_unfinished_training_is_never_resumed()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Fit(new Told(_ => stop.Cancel()), stop.Token));
        var file = Directory.GetFiles(folder.Root).Single();
        Reads("checkpoint, unfinished", file, _ =>
        {
            var mutated = File.ReadAllBytes(file);
            var history = Fit();
            File.WriteAllBytes(file, mutated);
            return history;
        });
    }

    [Fact]
    public void A_mutated_score_part_gives_no_other_scores()
    {
        using var images = new ScoredCollection(23);
        images.Score("scores");
        Reads("score part", Path.Combine(images.Folder("scores"), "part-000001.parquet"), _ => Text(images.Read("scores")));
    }

    [Fact]
    public void Mutated_weights_are_refused()
    {
        using var model = new DenseNet(Tiny, seed: 1);
        var path = folder.File("weights.safetensors");
        SafeTensors.Write(path, model.state_dict());
        Reads("weights of this kit", path, Weights);
    }

    [Fact]
    public void Mutated_weights_without_a_digest_are_never_accepted_with_numbers_that_are_not_finite()
    {
        using var model = new DenseNet(Tiny, seed: 1);
        var path = folder.File("foreign.safetensors");
        using (var stream = File.Create(path))
        {
            SafeTensors.Write(stream, model.state_dict());
        }
        Reads("weights of other programs (the format has no digest)", path, Weights, [Outcome.AcceptedDifferent]);
    }

    [Fact]
    public void A_mutated_safetensors_file_is_refused()
    {
        using var model = new DenseNet(Tiny, seed: 1);
        var path = folder.File("tensors.safetensors");
        SafeTensors.Write(path, model.state_dict(), new Dictionary<string, string> { ["made by"] = "hand" });
        Reads("safetensors", path, file =>
        {
            using var content = SafeTensors.Read(file);
            return string.Join('\n', content.Metadata.Select(text => $"{text.Key} {text.Value}").Concat(content.Tensors.Select(entry =>
                $"{entry.Key} {string.Join('x', entry.Value.shape)} {Convert.ToHexString(entry.Value.bytes)}")));
        });
    }

    private static string Weights(string file)
    {
        using var scope = torch.NewDisposeScope();
        using var model = new DenseNet(Tiny, seed: 2);
        Telltale.Models.Weights.Load(model, file);
        return string.Join('\n', model.state_dict().Select(entry =>
            $"{entry.Key} {(entry.Value.isfinite().all().item<bool>() ? "" : "NaN")} "
            + $"{Convert.ToHexString(entry.Value.contiguous().bytes)}"));
    }

    private static string Text(CollectionScores scores) => string.Join('\n', scores.Predictions.Items.Select(item =>
        string.Create(CultureInfo.InvariantCulture, $"{item.Record.Path} {item.Record.Label} {item.Record.Source} {item.Score:R}")));

    /// <summary>Trains, resumes or returns the run of this test's folder; the weights and the epochs as text.</summary>
    private string Fit(IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = torch.NewDisposeScope();
        using var model = new DenseNet(Tiny, seed: 3);
        var history = Trainer.Fit(model, new StripeDataset(32), new StripeDataset(16, seed: 2), Losses.CrossEntropy, Options, progress,
            folder.Root, cancellation);
        return $"{history.BestEpoch} {string.Join(' ', history.Epochs.Select(epoch => $"{epoch.Epoch} {epoch.ValidationScore:R}"))} "
            + $"{Fingerprint.Of(model)}";
    }

    private void Reads(string format, string path, Func<string, string> read, Outcome[]? alsoLegal = null) =>
        Mutated.Reads(table, output, format, new(path, read), alsoLegal ?? []);
}

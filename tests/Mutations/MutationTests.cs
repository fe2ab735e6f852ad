using System.Globalization;
using System.Text.Json.Nodes;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Tests.Evaluation.Scoring;
using Telltale.Tests.Training;
using Telltale.Tests.Workbench;
using Telltale.Training;
using Telltale.Workbench.Kernel;
using TorchSharp;

namespace Telltale.Tests.Mutations;

/// <summary>
/// Seeded accidents to every kind of file that a later run reads: refused by name, or harmless. <c>TELLTALE_MUTATIONS</c> is their number
/// for each kind; the table of a long run is printed as the tests' output.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output) : IDisposable
{
    private const int Few = 60;

    private static readonly DenseNetOptions Tiny =
        DenseNetOptions.DenseNetSmall with { BlockSizes = [1], GrowthRate = 4, InitialFeatures = 4 };

    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 16, LearningRate = 1e-3 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_mutated_checkpoint_of_a_finished_training_is_never_returned()
    {
        Fit();
        Refuses(Directory.GetFiles(folder.Root).Single(), _ => Fit());
    }

    [Fact]
    public void A_mutated_checkpoint_of_an_unfinished_training_is_never_resumed()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Fit(new Told(_ => stop.Cancel()), stop.Token));
        var file = Directory.GetFiles(folder.Root).Single();
        Refuses(file, _ =>
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
        Refuses(Path.Combine(images.Folder("scores"), "part-000001.parquet"), _ => Text(images.Read("scores")));
    }

    [Fact]
    public void Mutated_weights_are_refused()
    {
        using var model = new DenseNet(Tiny, seed: 1);
        var path = folder.File("weights.safetensors");
        SafeTensors.Write(path, model.state_dict());
        Refuses(path, Weights);
    }

    [Fact]
    public void A_mutated_manifest_is_refused_by_name_or_is_another_legal_manifest()
    {
        var path = folder.File("manifest.csv");
        Manifest.Write(path, Enumerable.Range(0, 12).Select(index => new ImageRecord(
            folder.File($"{index}.png"), index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "source, \"one\"") { Width = index }));
        Reads(path, file => string.Join('\n', Manifest.Read(file)), [Outcome.AcceptedDifferent]);
    }

    [Fact]
    public void A_mutated_notebook_is_refused_by_name_or_is_another_legal_notebook()
    {
        var path = NotebookFile.Write(
            folder, "a.ipynb", NotebookFile.Prose("# Title"), NotebookFile.Code("1 + 1\n"), NotebookFile.Code("2"));
        Reads(path, LookAtAll, [Outcome.AcceptedDifferent]);
    }

    [Fact]
    public void A_mutated_connection_file_is_refused_by_name_or_is_another_legal_one()
    {
        var path = folder.File("kernel.json");
        File.WriteAllText(path, new JsonObject
        {
            ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["shell_port"] = 50001, ["control_port"] = 50002, ["stdin_port"] = 50003,
            ["iopub_port"] = 50004, ["hb_port"] = 50005, ["key"] = "5ecret", ["signature_scheme"] = "hmac-sha256", ["kernel_name"] = "",
        }.ToJsonString());
        Reads(path, file => ConnectionFile.Read(file) is var read ? $"{read} {Convert.ToHexString(read.Key)}" : "",
            [Outcome.AcceptedDifferent]);
    }

    /// <summary>Everything that the runner and the report look at.</summary>
    private static string LookAtAll(string file)
    {
        var notebook = Telltale.Workbench.Notebooks.Notebook.Read(file);
        var seen = notebook.Cells.Select(cell =>
        {
            var text = $"{cell.Kind} {cell.Id} {cell.Source} {cell.Metadata.ToJsonString()} {cell.ExecutionCount} {cell.Outputs.Count}";
            cell.ClearRun();
            return text;
        }).ToList();
        return string.Join('\n', [.. seen, notebook.ToText()]);
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

    private void Refuses(string path, Func<string, string> read) => Reads(path, read, []);

    private void Reads(string path, Func<string, string> read, Outcome[] alsoLegal)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("TELLTALE_MUTATIONS"), CultureInfo.InvariantCulture, out var many)
            ? many : Few;
        var files = new MutatedFiles(path, read);
        var outcomes = files.Try(count, seed: 17);
        output.WriteLine($"{Path.GetFileName(path)}: {string.Join(", ", outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}"))}");
        Outcome[] legal = [Outcome.RefusedByName, Outcome.AcceptedEqual, .. alsoLegal];
        Assert.All(outcomes.Where(outcome => !legal.Contains(outcome.Key)),
            outcome => Assert.True(
                outcome.Value == 0, $"{outcome.Value} times {outcome.Key}, {files.Examples.GetValueOrDefault(outcome.Key)}"));
    }
}

using System.Security.Cryptography;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Tests.Evaluation.Scoring;
using Telltale.Tests.Training;
using Telltale.Training;
using Telltale.Workbench.Notebooks;
using TorchSharp;

namespace Telltale.Tests.Runtime;

public sealed class SweptFoldersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_is_deleted_with_the_next_write_to_its_folder()
    {
        Leave(folder.Root, "run.safetensors");
        var own = TemporaryName.NewEnding();
        File.WriteAllText(folder.File($".other{own}"), "in progress");
        AtomicFile.WriteText(folder.File("run.txt"), "whole");
        Assert.Equal([$".other{own}", "run.txt"], Names(folder.Root));
    }

    [Fact]
    public void It_is_deleted_also_where_the_scores_are_there_already()
    {
        using var images = new ScoredCollection(12);
        images.Score("other");
        Directory.Move(images.Folder("other"), images.Folder("scores")); // a folder that this process has not swept
        var names = Names(images.Folder("scores"));
        Leave(images.Folder("scores"), "part-000000.parquet");
        images.Score("scores");
        Assert.Equal(names, Names(images.Folder("scores")));
    }

    [Fact]
    public void It_is_deleted_also_where_the_training_has_finished_already()
    {
        Fit("other");
        Directory.Move(folder.File("other"), folder.File("runs"));
        var names = Names(folder.File("runs"));
        Leave(folder.File("runs"), "run.safetensors");
        Fit("runs");
        Assert.Equal(names, Names(folder.File("runs")));
    }

    [Fact]
    public void It_is_deleted_also_where_the_folder_is_complete_already()
    {
        Leave(folder.Root, "corpus");
        CompleteFolder.Make(
            folder.File("corpus"), _ => Assert.Fail("It is complete."), isComplete: _ => true, TestContext.Current.CancellationToken);
        Assert.Empty(Names(folder.Root));
    }

    [Fact]
    public void It_is_deleted_also_where_the_corrected_native_library_is_there_already()
    {
        File.WriteAllBytes(folder.File("libBridge.so"), [1, 2]);
        Leave(folder.Root, "libBridge.so");
        LibTorch.WriteUnlessEqual(folder.File("libBridge.so"), [1, 2]);
        Assert.Equal(["libBridge.so"], Names(folder.Root));
    }

    [Fact]
    public void It_is_deleted_also_where_the_weights_were_downloaded_already()
    {
        var weights = new ImageNetWeights
        {
            Folder = folder.Root, Address = new("http://127.0.0.1/weights"), Sha256 = Convert.ToHexString(SHA256.HashData([7])),
        };
        File.WriteAllBytes(weights.FilePath, [7]);
        var downloads = Directory.CreateDirectory(folder.File("downloads")).FullName;
        Leave(downloads, "weights");
        weights.Download();
        Assert.Empty(Names(downloads));
    }

    [Fact]
    public void It_is_deleted_also_where_a_run_writes_its_notebook_and_report()
    {
        Leave(folder.Root, "report.html");
        WholeFile.Write(folder.File("summary.json"), "{}");
        Assert.Equal(["summary.json"], Names(folder.Root));
    }

    [Fact]
    public void The_lock_of_a_process_that_ended_is_deleted_and_that_of_a_living_one_stays()
    {
        var lives = LockOwner.Now();
        File.WriteAllText(folder.File("ended.lock"), StrictJson.Write(lives with { Process = EndedProcess.Id() }));
        File.WriteAllText(folder.File("lives.lock"), StrictJson.Write(lives));
        File.WriteAllText(folder.File("elsewhere.lock"), StrictJson.Write(lives with { Place = "00000000", Process = EndedProcess.Id() }));
        File.WriteAllText(folder.File("foreign.lock"), "of another program");
        SweptFolders.Sweep(folder.Root);
        Assert.Equal(["elsewhere.lock", "foreign.lock", "lives.lock"], Names(folder.Root));
    }

    private void Fit(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var model = new DenseNet(DenseNetOptions.DenseNetTiny, seed: 3);
        Trainer.Fit(
            model, new StripeDataset(16), new StripeDataset(16, seed: 2), Losses.CrossEntropy, new() { Epochs = 1, BatchSize = 8 },
            folder: folder.File(name), cancellation: TestContext.Current.CancellationToken);
    }

    private static void Leave(string folder, string name)
    {
        var ending = TemporaryName.NewEnding().Replace($".{Environment.ProcessId}-", $".{EndedProcess.Id()}-", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, $".{name}{ending}"), "half");
    }

    private static IEnumerable<string?> Names(string folder) =>
        [.. Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}

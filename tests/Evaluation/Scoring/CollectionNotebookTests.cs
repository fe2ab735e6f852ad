using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Tests.Notebooks;
using Telltale.Tests.Workbench;

namespace Telltale.Tests.Evaluation.Scoring;

/// <summary>As under a scheduler: one notebook, started once per shard, each time in a new process with a script loader.</summary>
[Collection("alone")] // other tests change the number of threads, on which the last bit depends
public sealed class CollectionNotebookTests : IDisposable
{
    private readonly ScoredCollection images = new(25);
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        images.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_notebook_scores_the_shard_that_it_is_told_and_processes_agree_to_the_last_bit()
    {
        var library = Path.Combine(Repository.Root, "lib", "bin");
        var notebook = NotebookFile.Write(folder, "score.ipynb", NotebookFile.Code($$"""
            #r "{{library}}/Telltale.dll"
            #r "{{library}}/TorchSharp.dll"
            using Telltale.Data.Transforms;
            using Telltale.Evaluation;
            using Telltale.Models;
            using Telltale.Runtime;
            LibTorch.Load();
            var model = new DenseNet(DenseNetOptions.DenseNetTiny, seed: 5);
            var folder = "{{images.Folder("shards")}}";
            var options = new ScoringOptions { Folder = folder, Shard = Shard.Current, BatchSize = 4, RowsPerPart = 10 };
            CollectionScoring.Run(model, "{{images.Manifest}}", Transform.Evaluation(32), options, new ConsoleProgress(), Interrupt.Token)
            """));
        Assert.All(["1/2", "0/2"], shard => NotebookRuns.Run(notebook, folder.File("out"), folder.File("cache"), (Shard.Variable, shard)));
        CollectionScoring.Run(images.Model, images.Manifest, Transform.Evaluation(32), images.Options("whole"));
        Assert.Equal(images.Read("whole").Predictions.Items, images.Read("shards").Predictions.Items);
    }
}

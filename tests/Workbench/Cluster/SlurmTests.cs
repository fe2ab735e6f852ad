using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Telltale.Evaluation;
using Telltale.Tests.Evaluation.Scoring;
using Telltale.Tests.Notebooks;

namespace Telltale.Tests.Workbench.Cluster;

/// <summary>
/// The job script and the notebooks of environment/cluster under a real Slurm. The task that a test stops connects to it first and waits,
/// so that it is stopped in the middle of its work.
/// </summary>
public sealed class SlurmTests : IDisposable
{
    private const string Script = "environment/cluster/task.sh";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public SlurmTests() => listener.Start();

    private string Cache => folder.File("cache");

    private Dictionary<string, string> Settings => new()
    {
        ["TELLTALE_PROFILE"] = "tiny", ["TELLTALE_CACHE"] = Cache, ["TELLTALE_DETECTION"] = "", [Shard.Variable] = "",
    };

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_task_that_scores_and_is_sent_SIGTERM_requeues_itself_and_the_merged_scores_are_those_of_one_process()
    {
        Assert.SkipWhen(SlurmCluster.Missing is not null, SlurmCluster.Missing ?? "");
        using var images = new ScoredCollection(25);
        using var cluster = new SlurmCluster();
        Telltale.Data.Manifest.Write(folder.File("manifest.csv"), images.Records);
        const string Small = "Folder = \\\"scores\\\", BatchSize = 4, RowsPerPart = 10,";
        var score = Shipped("score.ipynb", HeldWhile("score shard 1/2", "Interrupt.Token"),
            ("Folder = \\\"scores\\\",", Small), ("recipe.Evaluation, options, progress", "recipe.Evaluation, options, new Held()"));
        var array = cluster.Submit(Settings, "--array=0-1", Script, score, folder.File("out"));
        var merge = cluster.Submit(Settings, $"--dependency=afterok:{array}", "--kill-on-invalid-dep=yes", Script,
            Shipped("merge-scores.ipynb"), folder.File("out"));
        using (await listener.AcceptTcpClientAsync().WaitAsync(Patience))
        {
            cluster.Run("scancel", "--signal=TERM", $"{array}_1");
            cluster.Await($"{array}_1", "PENDING");
        }
        cluster.Await(merge, "COMPLETED");
        NotebookRuns.Run(
            Shipped("score.ipynb", "", ("Folder = \\\"scores\\\",", Small.Replace("scores", "whole", StringComparison.Ordinal))),
            folder.File("out"), Cache);

        Assert.Contains("Exited with exit code 143", cluster.Log, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(folder.File("scores"), "*.parquet").Length);
        Assert.Equal(
            CollectionScores.Read(folder.File("whole")).Predictions.Items, CollectionScores.Read(folder.File("scores")).Predictions.Items);
    }

    [Fact]
    public async Task A_replay_as_an_array_of_which_one_task_is_killed_is_the_replay_of_one_process_to_the_last_digit()
    {
        Assert.SkipWhen(SlurmCluster.Missing is not null, SlurmCluster.Missing ?? "");
        using var cluster = new SlurmCluster();
        var replay = Shipped("replay.ipynb", HeldWhile("trainings of 0/3", "System.Threading.CancellationToken.None"),
            ("Shard.Current, progress", "Shard.Current, new Held()"));
        var array = cluster.Submit(Settings, "--array=0-2", Script, replay, folder.File("out"));
        using (var connection = await listener.AcceptTcpClientAsync().WaitAsync(Patience))
        {
            using var reader = new StreamReader(connection.GetStream());
            using var process = Process.GetProcessById(int.Parse((await reader.ReadLineAsync())!));
            process.Kill();
        }
        cluster.Await($"{array}_0", "FAILED");
        cluster.Run("scontrol", "requeue", $"{array}_0");
        // Slurm remembers that a task of the array failed: afterok would never hold again.
        var merge = cluster.Submit(Settings, $"--dependency=afterany:{array}", Script, Scores("merged"), folder.File("out"));
        NotebookRuns.Run(Scores("whole"), folder.File("out"), folder.File("other cache"));
        cluster.Await(merge, "COMPLETED");

        var runs = Directory.GetFiles(Path.Combine(Cache, "runs"));
        Assert.Equal(5, runs.Length); // as published, cured, and the cure without each of its three parts; no lock remains
        Assert.All(runs, run => Assert.True(File.GetLastWriteTimeUtc(run) < File.GetLastWriteTimeUtc(folder.File("merged.begun"))));
        Assert.Equal(File.ReadAllText(folder.File("whole.txt")), File.ReadAllText(folder.File("merged.txt")));
    }

    /// <summary>A notebook that runs the whole replay, from the cache where it can, and writes every score.</summary>
    private string Scores(string name) => NotebookFile.Write(folder, $"{name}.ipynb", NotebookFile.Code($$"""
        #r "{{Repository.Root}}/lib/bin/Telltale.dll"
        #r "{{Repository.Root}}/lib/bin/TorchSharp.dll"
        using Telltale.Experiments;
        using Telltale.Runtime;
        LibTorch.Load();
        System.IO.File.WriteAllText("{{name}}.begun", "");
        var budget = ReplayBudget.Of(Profile.Current);
        var images = ReplayImages.Embedded(budget);
        var design = ReplayDesign.Of(images, budget);
        var replay = DetectorReplay.Run(images, budget, design.Primary.Concat(design.Ablation));
        System.IO.File.WriteAllLines("{{name}}.txt",
            from configuration in replay.Configurations
            from seed in budget.Seeds
            from test in images.Tests
            from score in replay.Outcome(configuration, seed, test.Name).Predictions.Scores
            select FormattableString.Invariant($"{configuration} {seed} {test.Name} {score:R}"));
        """));

    /// <summary>A copy of a shipped notebook in the folder of this test, with small changes to its source.</summary>
    private string Shipped(string name, string cell = "", params (string Old, string New)[] changes)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "environment", "cluster", name));
        foreach (var (old, changed) in changes.Append(("../../lib/bin", Path.Combine(Repository.Root, "lib", "bin"))))
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, changed, StringComparison.Ordinal);
        }
        var notebook = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        if (cell.Length > 0)
        {
            var added = NotebookFile.Code(cell);
            added["id"] = "added";
            notebook["cells"]!.AsArray().Insert(2, added);
        }
        var path = folder.File(name);
        File.WriteAllText(path, notebook.ToJsonString());
        return path;
    }

    /// <summary>A cell with a progress that, at its first report in a job that was not requeued, connects to the test and waits.</summary>
    private string HeldWhile(string work, string token) => $$"""
        sealed class Held : IProgress<WorkProgress>
        {
            public void Report(WorkProgress value)
            {
                if (value.Task == "{{work}}" && Environment.GetEnvironmentVariable("SLURM_RESTART_COUNT") is null or "")
                {
                    using var test = new System.Net.Sockets.TcpClient("127.0.0.1", {{((IPEndPoint)listener.LocalEndpoint).Port}});
                    test.GetStream().Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
                    {{token}}.WaitHandle.WaitOne();
                }
            }
        }
        """;
}

using System.Text.Json.Nodes;
using Telltale.Data;
using Telltale.Models;
using Telltale.Runtime;
using Telltale.Tests.Runtime;
using Telltale.Tests.Workbench;
using Telltale.Tests.Workbench.Runner;
using Telltale.Training;
using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Training;

/// <summary>
/// What is sent to an MLflow server, checked against its schema; the variables that name the server belong to the process.
/// </summary>
[Collection("alone")]
public sealed class TrackingTests : IDisposable
{
    private static readonly string[] Variables =
        ["MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_RUN_ID", "MLFLOW_TRACKING_TOKEN"];

    private readonly TemporaryFolder folder = new();

    public TrackingTests() => Tracking.Reset();

    public void Dispose()
    {
        Array.ForEach(Variables, name => Environment.SetEnvironmentVariable(name, null));
        Tracking.Reset();
        folder.Dispose();
    }

    [Fact]
    public void A_training_is_a_run_with_its_identity_as_parameters_and_its_curves_as_metrics()
    {
        using var server = new MlflowServer();
        Name(server.Address, experiment: "my experiment", run: "parent");
        var history = Train();
        var create = Assert.Single(server.Bodies("runs/create"));
        Assert.Equal("my experiment", (string?)Assert.Single(server.Bodies("experiments/create"))["name"]);
        Assert.Equal(("mlflow.parentRunId", "parent"), ((string?)create["tags"]![0]!["key"], (string?)create["tags"]![0]!["value"]));
        var logged = Metrics(server).Where(metric => (string?)metric["key"] == "validation loss")
            .Select(metric => ((long)metric["step"]!, (double)metric["value"]!));
        Assert.Equal(history.Epochs.Select(epoch => ((long)epoch.Epoch, epoch.ValidationLoss)), logged);
        Assert.Contains("loss", server.Bodies("runs/log-batch").SelectMany(body => body["params"]?.AsArray() ?? [])
            .Select(pair => (string?)pair!["key"]));
        Assert.Equal("FINISHED", (string?)Assert.Single(server.Bodies("runs/update"))["status"]);
        Assert.Empty(server.Refused);
    }

    [Fact]
    public void A_run_from_the_cache_is_not_logged_again()
    {
        using var server = new MlflowServer();
        Train();
        Name(server.Address);
        Assert.True(Train().CameFromCache);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Long_curves_and_many_parameters_are_sent_in_the_portions_that_MLflow_accepts()
    {
        using var server = new MlflowServer();
        Name(server.Address);
        Tracking.Begin("long", DateTimeOffset.UnixEpoch, (client, run) =>
        {
            client.Log(run, Enumerable.Range(0, 2500).Select(step =>
                new TrackedMetric("ROC AUC (ä)", step == 7 ? double.NaN : step, DateTimeOffset.UtcNow, step)));
            client.Log(run, Enumerable.Range(0, 150).Select(index => ($"{index}{new string('k', 300)}", new string('é', 9000))));
        });
        Assert.Equal([1000, 1000, 500], server.Bodies("runs/log-batch").Take(3).Select(body => body["metrics"]!.AsArray().Count));
        Assert.Equal([100, 50], server.Bodies("runs/log-batch").Skip(3).Select(body => body["params"]!.AsArray().Count));
        Assert.Equal("NaN", (string?)Metrics(server).ElementAt(7)["value"]);
        Assert.Empty(server.Refused);
    }

    [Fact]
    public void An_experiment_that_exists_is_used_and_the_token_is_sent()
    {
        using var server = new MlflowServer();
        Name(server.Address);
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_TOKEN", "secret");
        Assert.NotNull(Tracking.Begin("first", DateTimeOffset.UtcNow));
        Assert.NotNull(Tracking.Begin("second", DateTimeOffset.UtcNow));
        Assert.Single(server.Bodies("experiments/create"));
        Assert.Equal(["1", "1"], server.Bodies("runs/create").Select(body => (string?)body["experiment_id"]));
        Assert.All(server.Requests, request => Assert.Equal("Bearer secret", request.Authorization));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("file:/somewhere")]
    [InlineData("databricks")]
    public void Without_a_server_that_answers_the_training_is_the_same(string address)
    {
        var expected = Train().Best.ValidationLoss;
        Directory.Delete(folder.File("runs"), recursive: true);
        Name(address);
        Assert.Equal(expected, Train().Best.ValidationLoss);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    public void After_a_failure_a_process_tracks_no_more(string answer)
    {
        using var server = new MlflowServer { Broken = answer };
        Name(server.Address);
        Assert.Null(Tracking.Begin("first", DateTimeOffset.UtcNow));
        Assert.Null(Tracking.Begin("second", DateTimeOffset.UtcNow));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_notebook_is_a_run_with_its_results_and_its_trainings_are_below_it()
    {
        using var server = new MlflowServer();
        Name(server.Address);
        var library = Path.Combine(Repository.Root, "lib", "bin", "Telltale.dll");
        var run = await Runs.RunAsync(folder, NotebookFile.Write(folder, "a.ipynb", NotebookFile.Code(
            $"#r \"{library}\"\nusing Telltale.Plots;\nNotebook.Start();\n"
            + "Console.WriteLine(Environment.GetEnvironmentVariable(\"MLFLOW_RUN_ID\"));\n"
            + "Results.Record(\"ROC AUC\", 0.75, \"my images\", true, \"none\")")));
        Assert.Equal(0, run.ExitCode);
        var metric = Assert.Single(Metrics(server));
        Assert.Equal(("my images_ simulated/ROC AUC", 0.75), ((string?)metric["key"], (double)metric["value"]!));
        var update = Assert.Single(server.Bodies("runs/update"));
        Assert.Equal("FINISHED", (string?)update["status"]);
        Assert.Contains((string)update["run_id"]!, run.Texts("a.ipynb", 0)[0], StringComparison.Ordinal);
        Assert.Null(Environment.GetEnvironmentVariable("MLFLOW_RUN_ID"));
        Assert.Empty(server.Refused);
    }

    private static IEnumerable<JsonObject> Metrics(MlflowServer server) =>
        server.Bodies("runs/log-batch").SelectMany(body => body["metrics"]?.AsArray() ?? []).Select(metric => metric!.AsObject());

    private static void Name(string address, string? experiment = null, string? run = null)
    {
        foreach (var (name, value) in Variables.Zip([address, experiment, run, null]))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private TrainingHistory Train()
    {
        using var model = new DenseNet(DenseNetOptions.DenseNetTiny with { BlockSizes = [1], InitialFeatures = 8 }, seed: 3);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 4, LearningRate = 1e-3, Seed = 3 };
        return Trainer.Fit(
            model, new StripeDataset(8), new StripeDataset(8, seed: 2), Losses.CrossEntropy, options, folder: folder.File("runs"));
    }
}

using System.Collections.Concurrent;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace Telltale.Tests.Plots;

/// <summary>The library in .NET Interactive's own C# kernel: its stop button is a Cancel command, and no signal.</summary>
[Collection("alone")]
public sealed class InteractiveHostTests : IDisposable
{
    private const string Reports = "telltale.test.reports";

    /// <summary>The model is made once, so that running the second cell again is what a user does after an interruption.</summary>
    private const string SetUp = """
        using TorchSharp; using Telltale.Data; using Telltale.Data.Transforms; using Telltale.Experiments; using Telltale.Models;
        using Telltale.Plots; using Telltale.Runtime; using Telltale.Training;
        Notebook.Start();
        class Told : IProgress<WorkProgress>
        {
            public void Report(WorkProgress report) => ((Action<string>)AppContext.GetData("telltale.test.reports"))(report.Task);
        }
        var split = Corpus.Detection().Split(seed: 17, groupBy: r => r.SourceId);
        var train = new DetectionDataset(split.Train, Transform.Train(32));
        var validation = new DetectionDataset(split.Validation, Transform.Evaluation(32));
        var options = new TrainingOptions { Epochs = 400, BatchSize = 16, LearningRate = 1e-3, Seed = 17 };
        var model = new DenseNet(DenseNetOptions.DenseNetTiny, seed: 17);
        var kept = "kept";
        """;

    private const string Fit =
        "Trainer.Fit(model, train, validation, Losses.CrossEntropy, options, new Told(), cancellation: Interrupt.Token)";

    private readonly TemporaryFolder folder = new();
    private readonly CompositeKernel kernel = new() { new CSharpKernel() };
    private readonly Dictionary<string, string?> before = [];

    public InteractiveHostTests()
    {
        Set("TELLTALE_PROFILE", "tiny");
        Set("TELLTALE_CACHE", folder.Root);
    }

    public void Dispose()
    {
        kernel.Dispose();
        folder.Dispose();
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task A_training_that_is_cancelled_stops_keeps_the_state_and_goes_on_where_it_was()
    {
        var library = Path.Combine(Repository.Root, "lib", "bin");
        AssertSucceeded(await kernel.SendAsync(new SubmitCode(
            $"#r \"{Path.Combine(library, "Telltale.dll")}\"\n#r \"{Path.Combine(library, "TorchSharp.dll")}\"\n{SetUp}")));

        Assert.True(await CancelAfter(epoch: 3) >= 3);
        var value = await kernel.SendAsync(new SubmitCode("kept"));
        Assert.Equal("kept", Assert.Single(value.Events.OfType<ReturnValueProduced>()).Value);
        Assert.True(await CancelAfter(epoch: 4, first: 3) >= 4);
    }

    /// <summary>Runs the training and cancels it in an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="first">The epoch that it must start in, or a later one.</param>
    /// <returns>The last epoch that was reported.</returns>
    private async Task<int> CancelAfter(int epoch, int first = 1)
    {
        var epochs = new ConcurrentQueue<int>();
        var reached = new TaskCompletionSource();
        AppContext.SetData(Reports, (Action<string>)(task =>
        {
            epochs.Enqueue(int.Parse(task.Split(' ')[1].Split('/')[0]));
            if (epochs.Last() >= epoch)
            {
                reached.TrySetResult();
            }
        }));
        var running = kernel.SendAsync(new SubmitCode(Fit));
        var ended = await Task.WhenAny(reached.Task, running);
        Assert.True(ended == reached.Task, ended == running ? string.Join('\n', (await running).Events) : "");
        await kernel.SendAsync(new Cancel());
        Assert.Contains((await running).Events, happened => happened is CommandFailed);
        Assert.True(epochs.First() >= first, $"It went on in epoch {epochs.First()}.");
        return epochs.Last();
    }

    private static void AssertSucceeded(KernelCommandResult result) => Assert.True(
        result.Events.All(happened => happened is not CommandFailed),
        string.Join('\n', result.Events.OfType<CommandFailed>().Select(failed => failed.Message)));

    private void Set(string name, string value)
    {
        before[name] = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}

using Telltale.Runtime;

namespace Telltale.Training;

/// <summary>A finished training as a run of MLflow: its identity as parameters, its curves as metrics with the epoch as step.</summary>
internal static class TrackedTraining
{
    /// <summary>Logs a training that finished now; does nothing without a server.</summary>
    public static void Log(RunIdentity identity, TrainingHistory history, DateTimeOffset started) =>
        Tracking.Begin($"training {identity.Key[..8]}", started, (client, run) =>
        {
            client.Log(run, identity.Description.Split('\n').Append($"key: {identity.Key}").Append($"best epoch: {history.BestEpoch}")
                .Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[^1])));
            var now = DateTimeOffset.UtcNow;
            client.Log(run, history.Epochs.SelectMany(epoch => new (string Key, double Value)[]
            {
                ("training loss", epoch.TrainingLoss), ("validation loss", epoch.ValidationLoss),
                ($"validation {history.Metric}", epoch.ValidationScore), ("images per second", epoch.ImagesPerSecond),
            }.Select(metric => new TrackedMetric(metric.Key, metric.Value, now, epoch.Epoch))));
            client.End(run, "FINISHED", now);
        });
}

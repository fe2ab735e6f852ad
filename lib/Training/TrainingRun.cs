using System.Diagnostics;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>One run of <see cref="Trainer"/>: its state, and the loop over epochs and batches.</summary>
internal sealed class TrainingRun : IDisposable
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromMinutes(5);

    private readonly nn.Module<Tensor, Tensor> model;
    private readonly ImageDataset training;
    private readonly ImageDataset validation;
    private readonly Loss loss;
    private readonly TrainingOptions options;
    private readonly Checkpoint checkpoint;
    private readonly Device device;
    private readonly Loader loader;
    private readonly Adam optimizer;
    private readonly TrainingState state;
    private readonly IConstrained[] constrained;

    public TrainingRun(
        nn.Module<Tensor, Tensor> model, ImageDataset training, ImageDataset validation,
        Loss loss, TrainingOptions options, Checkpoint checkpoint, StoredRun? finished)
    {
        (this.model, this.training, this.validation) = (model, training, validation);
        (this.loss, this.options, this.checkpoint) = (loss, options, checkpoint);
        options.Metric.Begin(validation); // refuses an unsuitable dataset now, not after the first epoch
        device = ComputeDevice.Of(model);
        ChannelsLast.Apply(model);
        SetPrecision();
        loader = new Loader(training, options.BatchSize, options.Seed, shuffle: true, device: device, sampling: options.Sampling);
        optimizer = new Adam(model.parameters(), options.WeightDecay);
        constrained = [.. model.modules().OfType<IConstrained>()];
        manual_seed(options.Seed);
        using var stored = finished is null ? checkpoint.Read() : null;
        state = (finished ?? stored)?.Resume(model, optimizer) ?? new TrainingState();
    }

    public TrainingHistory Finish(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var cameFromCache = state.IsFinished;
        var meter = new Meter(progress, state, options.Epochs, loader);
        while (!state.IsFinished)
        {
            TrainEpoch(meter, cancellation);
            Evaluate(meter, cancellation);
            state.IsFinished = state.Results.Count >= options.Epochs || state.EpochsSinceBest >= options.Patience;
            if (state.IsFinished)
            {
                state.RestoreBest(model);
            }
            checkpoint.Save(model, optimizer, state);
        }
        if (!cameFromCache)
        {
            meter.Finish();
        }
        model.eval();
        return new([.. state.Results], state.BestEpoch, options.Metric.Name, cameFromCache);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        state.Dispose();
    }

    private void TrainEpoch(Meter meter, CancellationToken cancellation)
    {
        var sinceCheckpoint = Stopwatch.StartNew();
        meter.StartEpoch();
        model.train();
        foreach (var batch in loader.Epoch(state.Epoch, skip: state.Step, CancellationToken.None))
        {
            using var owned = batch;
            Step(batch, meter);
            if (cancellation.IsCancellationRequested || sinceCheckpoint.Elapsed > CheckpointInterval)
            {
                checkpoint.Save(model, optimizer, state);
                sinceCheckpoint.Restart();
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private void Step(Batch batch, Meter meter)
    {
        using var scope = NewDisposeScope();
        SetLearningRate();
        var moved = batch.To(device);
        var value = 0f;
        if (!Models.Cpu.CpuPath.TryTrain(model, moved.Inputs, logits => value = Backward(logits, moved.Targets, batch)))
        {
            value = Backward(model.forward(ChannelsLast.Of(moved.Inputs)), moved.Targets, batch);
        }
        optimizer.Step();
        Array.ForEach(constrained, layer => layer.Constrain());
        state.Add(value, batch.Count);
        meter.Trained(batch.Count, value);
    }

    private void SetPrecision()
    {
        if (model is IHasPrecision mixed)
        {
            mixed.Precision = options.Precision;
        }
        else if (options.Precision != Precision.Float32)
        {
            throw new ArgumentException(
                $"{model.GetType().Name} can only train in float32: it does not implement {nameof(IHasPrecision)}. Set "
                + $"{nameof(TrainingOptions)}.{nameof(TrainingOptions.Precision)} to {nameof(Precision.Float32)}, or implement "
                + $"{nameof(IHasPrecision)} and cast the feature maps.", nameof(options));
        }
    }

    /// <summary>Computes the loss and its gradients with respect to whatever the logits depend on; returns the loss.</summary>
    private float Backward(Tensor logits, Tensor targets, Batch batch)
    {
        var scalar = loss.Of(logits, targets);
        var value = scalar.item<float>();
        if (!float.IsFinite(value))
        {
            var paths = batch.Indices.Select(index => training.Records[index].Path);
            throw new TrainingDivergedException(state.Epoch + 1, state.Step + 1, [.. paths]);
        }
        scalar.backward();
        return value;
    }

    private void SetLearningRate()
    {
        var progress = (state.Epoch + (double)state.Step / loader.BatchCount) / options.Epochs;
        optimizer.LearningRate = options.LearningRate * options.Schedule.Factor(progress, state.Results);
    }

    private void Evaluate(Meter meter, CancellationToken cancellation)
    {
        var (imagesPerSecond, waitingShare) = (meter.ImagesPerSecond, meter.WaitingShare);
        var (sum, measurement) = (0.0, options.Metric.Begin(validation));
        Predictor.ForEachBatch(model, validation, options.BatchSize, (batch, logits) =>
        {
            sum += loss.Of(logits, batch.Targets).item<float>() * batch.Count;
            measurement.Add(batch, logits);
        }, cancellation: cancellation);
        var mean = sum / validation.Records.Count;
        state.FinishEpoch(mean, measurement.Finish(mean), options.Metric, imagesPerSecond, waitingShare, model);
    }

    /// <summary>Measures speed and reports progress over the whole run.</summary>
    private sealed class Meter(IProgress<WorkProgress>? progress, TrainingState state, int epochs, Loader loader)
    {
        private readonly long total = (long)(epochs - state.Epoch) * loader.Dataset.Records.Count - state.Seen;
        private readonly Stopwatch whole = Stopwatch.StartNew();
        private readonly Stopwatch epoch = Stopwatch.StartNew();
        private long done;
        private long doneInEpoch;
        private TimeSpan waitedBefore;

        public void Trained(int count, double loss)
        {
            done += count;
            doneInEpoch += count;
            progress?.Report(new(
                $"epoch {state.Epoch + 1}/{epochs}", done, total, whole.Elapsed, "images", $"loss {loss.Invariant("0.000")}{LastScore()}"));
        }

        public void StartEpoch()
        {
            epoch.Restart();
            doneInEpoch = 0;
            waitedBefore = loader.Waited;
        }

        public double WaitingShare => (loader.Waited - waitedBefore) / epoch.Elapsed;

        public double ImagesPerSecond => doneInEpoch / epoch.Elapsed.TotalSeconds;

        /// <summary>Completes the progress of a run that stopped early.</summary>
        public void Finish()
        {
            if (done < total)
            {
                progress?.Report(new(
                    $"stopped after epoch {state.Results.Count}", done, done, whole.Elapsed, "images",
                    $"best epoch {state.BestEpoch}{LastScore()}"));
            }
        }

        private string LastScore() => state.Results is [.., var last] ? $" · validation {last.ValidationScore.Invariant("0.000")}" : "";
    }
}

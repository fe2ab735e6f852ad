using static TorchSharp.torch;

namespace Telltale.Training;

/// <summary>State of a run: what a checkpoint must contain besides model and optimizer.</summary>
internal sealed class TrainingState : IDisposable
{
    /// <summary>Epochs finished.</summary>
    public List<EpochResult> Results { get; init; } = [];

    /// <summary>The current epoch, from 0.</summary>
    public int Epoch => Results.Count;

    /// <summary>Steps done in the current epoch.</summary>
    public int Step { get; set; }

    /// <summary>Images seen in the current epoch.</summary>
    public long Seen { get; set; }

    /// <summary>Sum of the loss over the images seen in the current epoch.</summary>
    public double LossSum { get; set; }

    /// <summary>The best epoch so far, from 1; 0 before the first.</summary>
    public int BestEpoch { get; set; }

    /// <summary>True when training is finished.</summary>
    public bool IsFinished { get; set; }

    /// <summary>The weights of the best epoch, by state-dict key; owned by this object.</summary>
    public Dictionary<string, Tensor> BestWeights { get; init; } = [];

    public int EpochsSinceBest => Results.Count - BestEpoch;

    public void Add(double loss, int images)
    {
        Step++;
        Seen += images;
        LossSum += loss * images;
    }

    public void FinishEpoch(
        double validationLoss, double score, ValidationMetric metric, double imagesPerSecond, double waitingShare, nn.Module model)
    {
        Results.Add(new(Results.Count + 1, LossSum / Seen, validationLoss, score, imagesPerSecond) { WaitingShare = waitingShare });
        (Step, Seen, LossSum) = (0, 0, 0);
        if (BestEpoch == 0 || metric.Metric.IsBetter(score, Results[BestEpoch - 1].ValidationScore))
        {
            BestEpoch = Results.Count;
            KeepBest(model);
        }
    }

    public void RestoreBest(nn.Module model)
    {
        using var noGradients = no_grad();
        foreach (var (name, value) in model.state_dict())
        {
            value.copy_(BestWeights[name]);
        }
    }

    public void Dispose()
    {
        foreach (var weight in BestWeights.Values)
        {
            weight.Dispose();
        }
        BestWeights.Clear();
    }

    private void KeepBest(nn.Module model)
    {
        Dispose();
        using var scope = NewDisposeScope();
        foreach (var (name, value) in model.state_dict())
        {
            BestWeights[name] = value.detach().clone().DetachFromDisposeScope();
        }
    }
}

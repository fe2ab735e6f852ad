using System.Globalization;
using System.Text;

namespace Telltale.Training;

/// <summary>The results of one epoch.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="TrainingLoss">Mean loss over the training images, averaged during the epoch.</param>
/// <param name="ValidationLoss">Mean loss over the validation images after the epoch.</param>
/// <param name="ValidationScore">The value on validation data of the metric that chooses the best epoch.</param>
/// <param name="ImagesPerSecond">Training images per second; differs between identical runs.</param>
public sealed record EpochResult(int Epoch, double TrainingLoss, double ValidationLoss, double ValidationScore, double ImagesPerSecond)
{
    /// <summary>Share of the training time, 0 to 1, spent waiting for images; differs between identical runs.</summary>
    public double WaitingShare { get; init; }
}

/// <summary>The history of a training run.</summary>
/// <param name="Epochs">One result per epoch, in order.</param>
/// <param name="BestEpoch">The epoch (from 1) whose weights the model now has.</param>
/// <param name="Metric">Name of the metric that chose it.</param>
/// <param name="CameFromCache">True where an identical run had finished before and was read from the cache.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs, int BestEpoch, string Metric, bool CameFromCache)
{
    /// <summary>The best epoch's result.</summary>
    public EpochResult Best => Epochs[BestEpoch - 1];

    /// <summary>An aligned table, one line per epoch.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"epoch   training loss   validation loss   {Metric}\n");
        foreach (var epoch in Epochs)
        {
            var mark = epoch.Epoch == BestEpoch ? "  ← best" : "";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{epoch.Epoch,5}   {epoch.TrainingLoss,13:0.0000}   {epoch.ValidationLoss,15:0.0000}   " +
                $"{epoch.ValidationScore,8:0.0000}{mark}");
        }
        return text.Append(CameFromCache ? "(trained before; read from the cache)" : "").ToString().TrimEnd();
    }
}

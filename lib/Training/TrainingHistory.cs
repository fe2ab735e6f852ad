using System.Globalization;
using System.Text;

namespace Telltale.Training;

/// <summary>What one epoch gave.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="TrainingLoss">Mean loss over the training images, as they were seen during the epoch.</param>
/// <param name="ValidationLoss">Mean loss over the validation images after the epoch.</param>
/// <param name="ValidationScore">The figure by which the best epoch is chosen, on validation data.</param>
/// <param name="ImagesPerSecond">Training images per second; a measurement, so it differs between equal runs.</param>
public sealed record EpochResult(int Epoch, double TrainingLoss, double ValidationLoss, double ValidationScore, double ImagesPerSecond)
{
    /// <summary>Share of the epoch's training, 0 to 1, that was spent waiting for images to be read; a measurement, too.</summary>
    public double WaitingShare { get; init; }
}

/// <summary>The course of a training run.</summary>
/// <param name="Epochs">One result an epoch, in order.</param>
/// <param name="BestEpoch">The epoch (from 1) whose weights the model now has.</param>
/// <param name="Metric">Name of the figure by which it was chosen.</param>
/// <param name="CameFromCache">True where an equal run had been finished before and nothing was trained now.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs, int BestEpoch, string Metric, bool CameFromCache)
{
    /// <summary>The best epoch's result.</summary>
    public EpochResult Best => Epochs[BestEpoch - 1];

    /// <summary>An aligned table, one line an epoch.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"epoch   training loss   validation loss   {Metric}\n");
        foreach (var epoch in Epochs)
        {
            var mark = epoch.Epoch == BestEpoch ? "  ← kept" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"{epoch.Epoch,5}   {epoch.TrainingLoss,13:0.0000}   {epoch.ValidationLoss,15:0.0000}   {epoch.ValidationScore,8:0.0000}{mark}");
        }
        return text.Append(CameFromCache ? "(trained before; read from the cache)" : "").ToString().TrimEnd();
    }
}

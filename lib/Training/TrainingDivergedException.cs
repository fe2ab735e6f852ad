namespace Telltale.Training;

/// <summary>Thrown where the loss is infinite or NaN.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="step">Step within the epoch, from 1.</param>
    /// <param name="files">The images of the batch.</param>
    internal TrainingDivergedException(int epoch, int step, IReadOnlyList<string> files)
        : base($"The loss is not a finite number in epoch {epoch}, step {step}. Lower the learning rate, " +
            "or check the images of this batch:\n"
            + string.Join('\n', files)) =>
        Files = files;

    /// <summary>The images of the batch whose loss was not finite.</summary>
    public IReadOnlyList<string> Files { get; } = [];
}

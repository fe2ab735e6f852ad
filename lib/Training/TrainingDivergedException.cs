namespace Telltale.Training;

/// <summary>The loss became infinite or not a number.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>An error that names where training broke and on which images.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="step">Step within the epoch, from 1.</param>
    /// <param name="files">The images of the batch.</param>
    public TrainingDivergedException(int epoch, int step, IReadOnlyList<string> files)
        : base($"The loss is not a finite number in epoch {epoch}, step {step}. Lower the learning rate, or look at the images of this batch:\n{string.Join('\n', files)}") =>
        Files = files;

    /// <summary>The images of the batch whose loss was not finite.</summary>
    public IReadOnlyList<string> Files { get; } = [];
}

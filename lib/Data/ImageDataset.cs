using Telltale.Data.Transforms;

namespace Telltale.Data;

/// <summary>Images with targets, to be read in batches by a <see cref="Loader"/>. Reading is thread-safe.</summary>
public abstract class ImageDataset
{
    /// <summary>A dataset of the records, in their order.</summary>
    /// <param name="records">At least one record.</param>
    /// <param name="transform">Applied to each image.</param>
    /// <exception cref="ArgumentException">There are no records.</exception>
    protected ImageDataset(IEnumerable<ImageRecord> records, TransformPipeline transform)
    {
        Records = [.. records];
        Transform = transform;
        (Fixed, Rest) = FixedSteps.Split(transform);
        if (Records.Count == 0)
        {
            throw new ArgumentException("A dataset needs at least one image; the collection or split is empty.", nameof(records));
        }
    }

    /// <summary>The records, in the order of indices.</summary>
    public IReadOnlyList<ImageRecord> Records { get; }

    /// <summary>The transform of each image.</summary>
    public TransformPipeline Transform { get; }

    /// <summary>The first steps of the transform, whose result is cached.</summary>
    internal FixedSteps Fixed { get; }

    /// <summary>The transform without <see cref="Fixed"/>.</summary>
    internal TransformPipeline Rest { get; }

    /// <summary>Shape (C, H, W) of one input without the batch dimension, for example (3, 224, 224).</summary>
    public abstract IReadOnlyList<long> InputShape { get; }

    /// <summary>Shape of one target without the batch dimension; empty for a single class label.</summary>
    public abstract IReadOnlyList<long> TargetShape { get; }

    /// <summary>Reads one example. Random transforms depend on (seed, epoch, index) alone.</summary>
    /// <param name="index">Position in <see cref="Records"/>.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Epoch, from 0.</param>
    /// <param name="input">Filled with the input in channels-last order: (H, W, C), row-major.</param>
    /// <param name="target">
    /// Filled with the target in the order of <see cref="TargetShape"/>: 1 = synthetic or edited, 0 = real or authentic, −1 = ignored.
    /// </param>
    /// <exception cref="ImageFileException">The file cannot be read; the message names it.</exception>
    public abstract void Read(int index, long seed, int epoch, Span<float> input, Span<float> target);

    /// <summary>
    /// The type and every option except records and transform, in one line; it identifies runs in checkpoints and caches.
    /// </summary>
    public override string ToString() => GetType().Name;
}

using System.Collections.Concurrent;
using Telltale.Data;
using Telltale.Data.Transforms;

namespace Telltale.Evaluation;

/// <summary>
/// The images of one part, without an image cache. An image that cannot be read is replaced by zeros in its batch, so that the scores of
/// the others do not depend on it.
/// </summary>
internal sealed class PartImages(IEnumerable<ImageRecord> records, TransformPipeline transform, InvalidImages invalid)
    : ImageDataset(records, transform)
{
    private readonly DetectionDataset images = new(records, transform, new ImageCache(capacity: 0));

    /// <inheritdoc/>
    public override IReadOnlyList<long> InputShape => images.InputShape;

    /// <inheritdoc/>
    public override IReadOnlyList<long> TargetShape => images.TargetShape;

    /// <summary>Why images could not be read, by their index.</summary>
    public ConcurrentDictionary<int, string> Problems { get; } = new();

    /// <inheritdoc/>
    public override void Read(int index, long seed, int epoch, Span<float> input, Span<float> target)
    {
        try
        {
            images.Read(index, seed, epoch, input, target);
        }
        catch (ImageFileException failure) when (invalid == InvalidImages.Skip)
        {
            Problems[index] = failure.Problem;
            input.Clear();
            target.Clear();
        }
    }
}

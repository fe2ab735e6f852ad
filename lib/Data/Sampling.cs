namespace Telltale.Data;

/// <summary>The order and number of times in which an epoch of training sees the images. Every epoch has as many as there are.</summary>
public enum Sampling
{
    /// <summary>Every image once, in random order.</summary>
    Shuffled,

    /// <summary>
    /// Half real and half synthetic images, and within each class equally many of each source, to within one image. An epoch takes a random
    /// part of a large source and repeats the images of a small one, with new random transforms at each repetition.
    /// </summary>
    BalancedSources,

    /// <summary>
    /// Every image once; a real and a synthetic image of one group (<see cref="ImageRecord.SourceId"/>) share a batch. For aligned pairs;
    /// the batch size must be even.
    /// </summary>
    Pairs,
}

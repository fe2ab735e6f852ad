namespace Telltale.Benchmarks.Comparing;

/// <summary>The parts of a name like <c>densenet121-training-128-16</c>.</summary>
/// <param name="Network">densenet121, densenetsmall, unet or unetsmall.</param>
/// <param name="Kind">training or inference.</param>
/// <param name="Size">Side of the images, in pixels.</param>
/// <param name="BatchSize">Images in a step.</param>
internal sealed record NetworkWork(string Network, string Kind, int Size, int BatchSize)
{
    public bool IsUNet => Network.StartsWith("unet", StringComparison.Ordinal);

    /// <summary>Parses a name; null if it is not a network's work.</summary>
    public static NetworkWork? Parse(string name) =>
        name.Split('-') is [var network and ("densenet121" or "densenetsmall" or "unet" or "unetsmall"),
                var kind and ("training" or "inference"), var size, var batch]
            && int.TryParse(size, out var pixels) && int.TryParse(batch, out var images)
                ? new(network, kind, pixels, images)
                : null;

    public override string ToString() => $"{Network}-{Kind}-{Size}-{BatchSize}";
}

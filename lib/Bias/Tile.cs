namespace Telltale.Bias;

/// <summary>A rectangle of pixels.</summary>
internal readonly record struct Tile(int Left, int Top, int Width, int Height)
{
    /// <summary>Tiles of a side and stride that cover the image; the last ones are shifted or clipped at the border.</summary>
    public static IReadOnlyList<Tile> Cover(int width, int height, int side, int stride) =>
        [.. Starts(height, side, stride).SelectMany(top => Starts(width, side, stride).Select(left =>
            new Tile(left, top, Math.Min(side, width - left), Math.Min(side, height - top))))];

    private static IEnumerable<int> Starts(int length, int side, int stride)
    {
        var start = 0;
        for (; start + side < length; start += stride)
        {
            yield return start;
        }
        yield return stride < side ? Math.Max(0, length - side) : start;
    }
}

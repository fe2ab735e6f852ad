using Telltale.Data.Transforms;

namespace Telltale.Experiments;

/// <summary>What happens to a test image, and to its mask with it, before it is scored.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Step">The transform, without randomness; null for none.</param>
public sealed record EditDegradation(string Name, TransformStep? Step)
{
    /// <summary>The image as it is.</summary>
    public static EditDegradation Clean { get; } = new("clean", null);

    /// <summary>The columns of the table in docs/measured.md: clean, JPEG of quality 80, half the size.</summary>
    public static IReadOnlyList<EditDegradation> Few { get; } = [Clean, Jpeg(80), Resized(50)];

    /// <summary>Clean; JPEG of quality 90, 80 and 70; WebP of quality 80; three quarters and half the size.</summary>
    public static IReadOnlyList<EditDegradation> All { get; } =
        [Clean, Jpeg(90), Jpeg(80), Jpeg(70), new("WebP 80", new WebpReencode(80, 80, 1)), Resized(75), Resized(50)];

    /// <summary>Compression as JPEG with chroma at half resolution.</summary>
    /// <param name="quality">1 to 100.</param>
    public static EditDegradation Jpeg(int quality) =>
        new(FormattableString.Invariant($"JPEG {quality}"), new JpegReencode(quality, quality, 1));

    /// <summary>Scaling, antialiased.</summary>
    /// <param name="percent">Of the side, 5 to 400.</param>
    public static EditDegradation Resized(int percent) =>
        new(FormattableString.Invariant($"resized to {percent} %"), new RandomScale(percent / 100.0, percent / 100.0, 1));

    /// <inheritdoc/>
    public override string ToString() => Name;
}

namespace Telltale.Evaluation;

/// <summary>
/// Published values of public localizers on TGIF (Mareen and others, "TGIF: Text-Guided Inpainting Forgery Dataset", WIFS 2024), the
/// benchmark of the task's organisers: quoted, not measured here. Mean F1 over edited images.
/// </summary>
public static class TgifBenchmark
{
    /// <summary>The quoted localizers.</summary>
    public static IReadOnlyList<TgifBenchmarkRow> Rows { get; } =
    [
        new("CAT-Net", Spliced: 0.873, FullyRegenerated: 0.045, SplicedJpeg80: 0.050),
        new("TruFor", Spliced: 0.831, FullyRegenerated: 0.186, SplicedJpeg80: 0.322),
        new("MMFusion", Spliced: 0.745, FullyRegenerated: 0.149, SplicedJpeg80: double.NaN),
    ];
}

/// <summary>The mean F1 of one localizer on TGIF.</summary>
/// <param name="Localizer">Its name.</param>
/// <param name="Spliced">On spliced images of Stable Diffusion 2 (<c>sd2-sp</c>).</param>
/// <param name="FullyRegenerated">On fully regenerated images of Stable Diffusion 2 (<c>sd2-fr</c>).</param>
/// <param name="SplicedJpeg80">On the spliced images after JPEG compression at quality 80; NaN where it is not quoted.</param>
public sealed record TgifBenchmarkRow(string Localizer, double Spliced, double FullyRegenerated, double SplicedJpeg80);

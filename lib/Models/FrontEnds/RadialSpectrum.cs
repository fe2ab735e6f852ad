using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models;

/// <summary>
/// The azimuthally averaged power spectrum on a logarithmic scale (Durall, Keuper and Keuper: Watch your Up-Convolution, CVPR 2020): the
/// mean power of the frequencies in each of several rings. Up-sampling leaves too much or too little power at high frequencies.
/// </summary>
/// <param name="Rings">
/// Rings of equal width from frequency 0 to the corner of the spectrum, √½ cycles per pixel; at least 1. A ring without frequencies, as
/// small images have, counts as power 0.
/// </param>
public sealed record RadialSpectrum(int Rings = 32) : SideBranch
{
    private const double SmallestPower = 1e-6; // far below the noise of 8-bit images, about 1e-5 at unit variance

    private const double OnBorder = 1e-9; // rounding must not decide in which ring a frequency between two is: it is in the outer one

    /// <summary>Rings of equal width.</summary>
    public int Rings { get; init; } = Rings > 0 ? Rings
        : throw new ArgumentOutOfRangeException(nameof(Rings), Rings, "A spectrum needs at least one ring.");

    /// <inheritdoc/>
    public override int Features => Rings;

    /// <inheritdoc/>
    /// <returns>
    /// (N, rings): ln(mean of |F|² / (H · W) + 1e-6) of the mean of the channels, F being its discrete Fourier transform. The caller
    /// disposes it.
    /// </returns>
    public override Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var grey = Grey(images);
        var (count, height, width) = (grey.size(0), grey.size(1), grey.size(2));
        var spectrum = fft.fft2(grey);
        var (real, imaginary) = (spectrum.real, spectrum.imag);
        var power = (real * real).Plus(imaginary * imaginary).view(count, height * width);
        using var pixels = ((double)(height * width)).ToScalar();
        var means = power.div_(pixels).matmul(Averaging(height, width).to(images.device)); // (N, rings)
        return means.Plus(SmallestPower).log().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => $"radial log spectrum of {Rings} rings";

    /// <summary>(H · W, rings): 1 / size of the ring where the frequency is in the ring, else 0.</summary>
    private Tensor Averaging(long height, long width)
    {
        var rows = fft.fftfreq(height, dtype: ScalarType.Float64); // cycles per pixel, in [-½, ½)
        var columns = fft.fftfreq(width, dtype: ScalarType.Float64);
        var squares = (rows * rows).unsqueeze(1).Plus((columns * columns).unsqueeze(0));
        var radius = squares.mul(KeptScalar.Of(2)).sqrt().Plus(OnBorder); // 1 in the corner
        var ring = radius.mul(KeptScalar.Of(Rings)).floor().clamp(KeptScalar.Of(0), KeptScalar.Of(Rings - 1)).view(-1, 1);
        var isInRing = ring.eq(tensor([.. Enumerable.Range(0, Rings).Select(index => (double)index)])).to_type(ScalarType.Float32);
        return isInRing / isInRing.sum([0]).clamp(KeptScalar.Of(1));
    }
}

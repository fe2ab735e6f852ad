using Telltale.Models.Cpu.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.Cpu.Kernels;

/// <summary>Each kernel against libtorch's operations, with and without a partial vector, and on some channels of wider maps.</summary>
public sealed class NormalizationKernelsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator generator = new(7);

    public static TheoryData<int, int, int> Widths =>
        new()
        {
            { 1, 0, 1 }, { 15, 0, 15 }, { 16, 0, 16 }, { 33, 0, 33 }, { 80, 3, 21 }, { 64, 16, 32 },
            { 12, 0, 12 }, { 60, 24, 36 }, { 48, 5, 24 },
        };

    public void Dispose()
    {
        scope.Dispose();
        generator.Dispose();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Mean_and_variance_agree_with_float64(int width, int first, int channels)
    {
        var maps = Maps(width) + 50; // a mean far larger than the deviation
        var statistics = NormalizationKernels.Statistics(PixelRows.Of(maps, first, channels));
        var exact = maps.narrow(3, first, channels).to_type(ScalarType.Float64).view(-1, channels);
        AssertClose(exact.mean([0]), tensor(statistics.Mean[..channels]), 1e-6);
        AssertClose(exact.var([0], unbiased: false), tensor(statistics.Variance[..channels]), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Rectify_writes_only_its_channels(int width, int first, int channels)
    {
        var (maps, output, affine) = (Maps(width), full([2, 9, 11, width], 7f), Affine(channels));
        NormalizationKernels.Rectify(PixelRows.Of(maps, first, channels), affine, PixelRows.Of(output, first, channels));
        AssertClose(Normalized(maps.narrow(3, first, channels), affine).relu(), output.narrow(3, first, channels), 1e-6);
        output.narrow(3, first, channels).fill_(7f);
        Assert.Equal(7, output.min().item<float>());
        Assert.Equal(7, output.max().item<float>());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_agree_with_the_formula(int width, int first, int channels)
    {
        var (maps, gradient, affine) = (Maps(width), Maps(channels), Affine(channels));
        var (input, mean) = (maps.narrow(3, first, channels), new float[NormalizationKernels.Padded(channels)]);
        Array.Fill(mean, 0.25f);
        var passed = gradient * Normalized(input, affine).gt(0);
        var accumulated = ones_like(maps);
        var (sum, timesDeviation) = NormalizationKernels.Sums(
            PixelRows.Of(gradient), PixelRows.Of(maps, first, channels), affine, mean, PixelRows.Of(accumulated, first, channels));
        AssertClose(passed.sum([0, 1, 2]), tensor(sum), 1e-5);
        AssertClose((passed * (input - 0.25)).sum([0, 1, 2]), tensor(timesDeviation), 1e-5);
        AssertClose(1 + passed * tensor(affine.Scale[..channels]), accumulated.narrow(3, first, channels), 1e-6);
        Assert.Equal(maps.NumberOfElements - input.NumberOfElements,
            accumulated.eq(1).sum().item<long>() - accumulated.narrow(3, first, channels).eq(1).sum().item<long>());

        var (correction, output) = (new ChannelCorrection(Values(channels), Values(channels)), empty_like(gradient));
        NormalizationKernels.Correct(PixelRows.Of(gradient), PixelRows.Of(maps, first, channels), affine, correction, PixelRows.Of(output));
        var added = tensor(correction.Offset[..channels]) + input * tensor(correction.Slope[..channels]);
        AssertClose(passed * tensor(affine.Scale[..channels]) + added, output, 1e-6);
        NormalizationKernels.Correct(PixelRows.Of(gradient), PixelRows.Of(maps, first, channels), null, correction, PixelRows.Of(output));
        AssertClose(gradient + added, output, 1e-6);
    }

    [Fact]
    public void Bfloat16_is_rounded_as_by_libtorch()
    {
        var values = cat(
            [rand([1, 1, 1000, 16], generator: generator) * 1000, full([1, 1, 1, 16], 1.00390625f), full([1, 1, 1, 16], 1.01171875f)],
            2); // ties to even
        var identity = new ChannelAffine(Enumerable.Repeat(1f, 16).ToArray(), new float[16]);
        var halves = values.to_type(ScalarType.BFloat16);
        var output = empty_like(halves);
        NormalizationKernels.Rectify(PixelRows.Of(halves), identity, PixelRows.Of(output));
        Assert.True(output.equal(halves).all().item<bool>());
        identity = identity with { Scale = Enumerable.Repeat(1.2345678f, 16).ToArray() };
        NormalizationKernels.Rectify(PixelRows.Of(halves), identity, PixelRows.Of(output));
        Assert.True(output.equal((halves.to_type(ScalarType.Float32) * 1.2345678f).to_type(ScalarType.BFloat16)).all().item<bool>());
    }

    [Fact]
    public void NaN_stays_NaN()
    {
        var maps = full([1, 1, 4, 16], float.NaN);
        NormalizationKernels.Rectify(PixelRows.Of(maps), Affine(16), PixelRows.Of(maps));
        Assert.True(maps.isnan().all().item<bool>());
    }

    [Fact]
    public void Maps_in_another_layout_are_refused() =>
        Assert.Contains("contiguous", Assert.Throws<ArgumentException>(() => PixelRows.Of(Maps(8).permute(0, 3, 1, 2))).Message,
            StringComparison.Ordinal);

    private Tensor Maps(int width) => randn([2, 9, 11, width], generator: generator);

    private float[] Values(int channels)
    {
        var values = new float[NormalizationKernels.Padded(channels)];
        rand(channels, generator: generator).data<float>().ToArray().CopyTo(values, 0);
        return values;
    }

    private ChannelAffine Affine(int channels) => new(Values(channels), Values(channels));

    private static Tensor Normalized(Tensor maps, ChannelAffine affine)
    {
        var channels = (int)maps.shape[^1];
        return maps * tensor(affine.Scale[..channels]) + tensor(affine.Shift[..channels]);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        var difference = (expected - actual).abs().max().to_type(ScalarType.Float64).item<double>();
        var bound = tolerance * Math.Max(1, expected.abs().max().to_type(ScalarType.Float64).item<double>());
        Assert.True(difference <= bound, $"differs by {difference:g3}, bound {bound:g3}");
    }
}

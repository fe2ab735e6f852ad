using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models.FrontEnds;

/// <summary>Front ends and side branches against PyTorch, SciPy and NumPy; see Models/Fixtures/make_front_ends.py.</summary>
public sealed class FrontEndTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly SafeTensorsContent reference = ReferenceTensors.Read("front_ends.safetensors");
    private readonly Tensor even = ParameterFormula.Images("front ends", 2, 3, 16, 24);
    private readonly Tensor odd = ParameterFormula.Images("front ends, odd", 2, 3, 21, 29);

    public static TheoryData<string> Names => [.. Tried.FrontEnds.Keys];

    public void Dispose()
    {
        reference.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void NPR_is_what_the_published_code_computes() =>
        ReferenceTensors.AssertClose(reference.Tensors["npr"], new NprFrontEnd().Apply(even));

    [Theory]
    [InlineData(6, 8)]
    [InlineData(7, 5)]
    public void NPR_is_the_difference_from_the_first_pixel_of_each_cell(int height, int width)
    {
        var image = ParameterFormula.Images("npr", 1, 3, height, width);
        var npr = new NprFrontEnd().Apply(image);
        Assert.Equal(image.shape, npr.shape);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var expected = (image[0, 1, y, x].item<float>() - image[0, 1, y / 2 * 2, x / 2 * 2].item<float>()) * 2 / 3;
                Assert.Equal(expected, npr[0, 1, y, x].item<float>(), 1e-6f);
            }
        }
    }

    [Theory]
    [InlineData(SrmFilters.Three, "three")]
    [InlineData(SrmFilters.All, "all")]
    public void SRM_kernels_are_the_published_ones(SrmFilters filters, string name)
    {
        var kernels = SrmKernels.Of(filters);
        Assert.Equal(reference.Tensors[$"kernels.{name}"].data<float>().ToArray(), kernels.SelectMany(kernel => kernel));
        Assert.All(kernels, kernel => Assert.Equal(0, kernel.Sum(), 1e-6));
        Assert.Equal(kernels.Count, kernels.Select(kernel => string.Join(' ', kernel)).Distinct().Count());
        var images = (filters == SrmFilters.All ? even.narrow(0, 0, 1) : even) * 0.1;
        ReferenceTensors.AssertClose(reference.Tensors[$"srm.{name}"], new SrmFrontEnd(filters).Apply(images));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_truncation_that_leaves_nothing_is_refused(double truncation)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SrmFrontEnd(Truncation: truncation));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResidualFrontEnd(truncation));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResidualFrontEnd(InputDeviation: truncation));
    }

    [Fact]
    public void The_radial_spectrum_agrees_with_NumPy()
    {
        ReferenceTensors.AssertClose(reference.Tensors["radial.even"], new RadialSpectrum(6).Apply(even));
        ReferenceTensors.AssertClose(reference.Tensors["radial.odd"], new RadialSpectrum(9).Apply(odd));
        ReferenceTensors.AssertClose(reference.Tensors["radial.empty"], new RadialSpectrum(40).Apply(even));
    }

    [Fact]
    public void Block_statistics_agree_with_SciPy()
    {
        ReferenceTensors.AssertClose(reference.Tensors["dct.even"], new BlockDct().Apply(even));
        ReferenceTensors.AssertClose(reference.Tensors["dct.odd"], new BlockDct().Apply(odd));
        Assert.Contains("not 7 × 24", Assert.Throws<ArgumentException>(() => new BlockDct().Apply(even.narrow(2, 0, 7))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Side_features_are_normalised_by_the_batch_in_training_and_by_running_statistics_afterwards()
    {
        var images = ParameterFormula.Images("side", 8, 3, 16, 16);
        using var side = new SideFeatures(new RadialSpectrum(4));
        for (var step = 0; step < 200; step++)
        {
            side.forward(images);
        }
        var trained = side.forward(images);
        Assert.True(trained.mean([0]).abs().max().item<float>() < 1e-5);
        Assert.True((trained.std(0, unbiased: false) - 1).abs().max().item<float>() < 1e-3);
        Assert.True(side.forward(images.narrow(0, 0, 1)).isfinite().all().item<bool>()); // a last batch of one image
        side.eval();
        Assert.True((side.forward(images) - trained).abs().max().item<float>() < 0.2); // the running variance is the unbiased one
        Assert.Equal(side.forward(images)[3].data<float>(), side.forward(images.narrow(0, 3, 1))[0].data<float>(),
            (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_output_has_the_stated_channels_and_the_image_is_not_changed(string name)
    {
        var options = Tried.FrontEnds[name];
        var before = even.clone();
        if (options.FrontEnd is { } frontEnd)
        {
            using var layer = frontEnd.Layer(3);
            Assert.Equal([2, frontEnd.Channels, 16, 24], layer.forward(even).shape);
            Assert.Equal([2, frontEnd.Channels, 21, 29], layer.forward(odd).shape);
        }
        if (options.SideBranch is { } branch)
        {
            Assert.Equal([2, branch.Features], branch.Apply(even).shape);
        }
        Assert.True(before.equal(even).all().item<bool>());
    }

    [Fact]
    public void Each_front_end_has_its_own_text_and_RGB_keeps_the_old_one()
    {
        var architectures = Tried.FrontEnds.Values.Select(options => options.ToString()).ToList();
        Assert.Equal(architectures.Count, architectures.Distinct().Count());
        Assert.EndsWith("input residuals of 4 directions, truncated at 16 grey levels)", Tried.FrontEnds["residuals"].ToString(),
            StringComparison.Ordinal);
        Assert.EndsWith("input RGB, side branch radial log spectrum of 32 rings)", Tried.FrontEnds["radial spectrum"].ToString(),
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void Only_the_result_stays_in_memory(string name)
    {
        using var network = new DenseNet(Tried.FrontEnds[name]);
        using var images = rand(2, 3, 16, 16);
        foreach (var training in new[] { true, false })
        {
            network.train(training);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            network.forward(images).Dispose();
            network.LastFeatures(images).Dispose();
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    [Fact]
    public void A_U_Net_takes_every_front_end_and_no_side_branch()
    {
        foreach (var frontEnd in Tried.FrontEnds.Values.Select(options => options.FrontEnd).OfType<FrontEnd>())
        {
            using var plain = new UNet(new() { BaseWidth = 2, FrontEnd = frontEnd });
            using var encoded = new UNet(new() { BaseWidth = 2, Encoder = Tried.Network with { FrontEnd = frontEnd } });
            Assert.Equal([2, 1, 21, 29], plain.forward(odd).shape);
            Assert.Equal([2, 1, 21, 29], encoded.forward(odd).shape);
        }
        var branched = new UNetOptions { Encoder = Tried.Network with { SideBranch = new BlockDct() } };
        Assert.Contains("SideBranch", Assert.Throws<ArgumentException>(() => new UNet(branched)).Message, StringComparison.Ordinal);
    }
}

using Telltale.Models;
using Telltale.Experiments;
using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public class PrecisionTests
{
    [Theory]
    [InlineData(null, Precision.BFloat16)]
    [InlineData("", Precision.BFloat16)]
    [InlineData("float32", Precision.Float32)]
    [InlineData("BFloat16", Precision.BFloat16)]
    public void A_name_overrides_the_default(string? name, Precision expected) =>
        Assert.Equal(expected, Precisions.Named(name, standard: Precision.BFloat16));

    [Fact]
    public void An_invalid_name_is_refused_with_advice()
    {
        var error = Assert.Throws<ArgumentException>(() => Precisions.Named("half", Precision.Float32));
        Assert.Contains("TELLTALE_PRECISION is 'half'; it must be float32 or bfloat16.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tiny_and_paper_profiles_are_float32_and_every_profile_prints_its_precision()
    {
        Assert.SkipUnless(string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Precisions.Variable)), "TELLTALE_PRECISION is set");
        Assert.Equal(Precision.Float32, Profile.Tiny.Precision);
        Assert.Equal(Precision.Float32, Profile.Paper.Precision);
        Assert.Equal(Precisions.HasFastBFloat16 ? Precision.BFloat16 : Precision.Float32, Profile.Quick.Precision);
        Assert.Contains($", {Profile.Quick.Precision}, ", Profile.Quick.ToString(), StringComparison.Ordinal);
    }
}

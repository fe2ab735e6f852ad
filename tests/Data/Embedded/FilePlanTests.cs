using Telltale.Data.Embedded;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Embedded;

public class FilePlanTests
{
    [Fact]
    public void Without_a_confound_both_classes_of_a_scene_have_one_plan() =>
        Assert.Equal(Plans(synthetic: false, Confounds.None), Plans(synthetic: true, Confounds.None));

    [Fact]
    public void Sides_formats_and_qualities_vary_within_their_bounds()
    {
        var plans = Plans(synthetic: false, Confounds.None);
        Assert.All(plans, plan => Assert.True(plan.Width is >= 128 and <= 256 && plan.Height is >= 128 and <= 256));
        Assert.Equal(129, plans.Select(plan => plan.Width).Distinct().Count());
        Assert.Equal(["jpg", "png", "webp"], plans.Select(plan => plan.Extension).Distinct().Order());
        Assert.Equal((86, 97), (plans.Min(plan => plan.Quality), plans.Max(plan => plan.Quality)));
        Assert.Contains(plans, plan => plan.EarlierQuality is not null);
        Assert.Contains(plans, plan => plan.Reduction < 1);
        Assert.Equal(2, plans.Select(plan => plan.Subsampling).Distinct().Count());
    }

    [Fact]
    public void The_format_confound_separates_the_formats()
    {
        Assert.All(Plans(synthetic: false, Confounds.FileFormat), plan => Assert.Equal("jpg", plan.Extension));
        Assert.All(Plans(synthetic: true, Confounds.FileFormat), plan => Assert.Equal("png", plan.Extension));
    }

    [Fact]
    public void The_quality_confound_separates_the_qualities()
    {
        Assert.All(Plans(synthetic: false, Confounds.Quality), plan => Assert.InRange(plan.Quality, 93, 97));
        Assert.All(Plans(synthetic: true, Confounds.Quality), plan => Assert.InRange(plan.Quality, 86, 90));
    }

    [Fact]
    public void The_size_confound_separates_the_sizes()
    {
        Assert.All(Plans(synthetic: false, Confounds.Size), plan => Assert.InRange(plan.Width, 192, 256));
        Assert.All(Plans(synthetic: true, Confounds.Size), plan => Assert.InRange(plan.Height, 128, 191));
    }

    [Fact]
    public void Confounds_leave_alone_what_they_do_not_name()
    {
        var plain = Plans(synthetic: true, Confounds.None);
        var confounded = Plans(synthetic: true, Confounds.FileFormat | Confounds.Quality);
        Assert.Equal(plain.Select(Rest), confounded.Select(Rest));

        static (int, int, double, int?) Rest(FilePlan plan) => (plan.Width, plan.Height, plan.Reduction, plan.EarlierQuality);
    }

    private static FilePlan[] Plans(bool synthetic, Confounds confounds) =>
        [.. Enumerable.Range(0, 2000).Select(scene =>
            FilePlan.Draw(SeededRandom.For(17, scene, 1), synthetic, confounds, FilePlan.DefaultSides))];
}

using Telltale.Benchmarks.Comparing;

namespace Telltale.Tests.Workbench.Benchmarks;

public class WorkResultTests
{
    private static readonly Contender Ours = new(Side.Own, "float32");
    private static readonly Contender Plain = new(Side.Peer, "channels-last");
    private static readonly Contender Half = new(Side.Peer, "channels-last-bfloat16");

    // The machine is twice as slow in the second round.
    private static readonly WorkResult Result = new(new Work("work", 1, 3, [Ours, Plain, Half]),
    [
        new Dictionary<Contender, Measurement> { [Ours] = Of(29, 30, 100), [Plain] = Of(20, 20, 20), [Half] = Of(40, 40, 40) },
        new Dictionary<Contender, Measurement> { [Ours] = Of(15, 15, 15), [Half] = Of(20, 20, 20) },
    ], new Dictionary<string, string>());

    [Fact]
    public void Our_best_is_set_against_the_opponents_best_and_in_float32_against_its_best_there() => Assert.Equal(
        [(Half, "best", 2), (Plain, "float32", 1)], Result.Ratios().Select(ratio => (ratio.Theirs, ratio.Scope, ratio.Rounds)));

    [Fact]
    public void A_ratio_is_the_median_of_the_rounds_own_ratios() => Assert.Equal([0.75, 1.5], Result.Ratios().Select(ratio => ratio.Speed));

    [Fact]
    public void A_slow_round_of_everybody_moves_no_ratio_but_the_median_speed() => Assert.Equal(22.5, Result.Speed(Ours));

    [Fact]
    public void Contenders_are_listed_the_fastest_first() => Assert.Equal([Half, Ours, Plain], Result.Contenders);

    private static Measurement Of(params double[] values) => new("work", "", "images/s", values, 1000);
}

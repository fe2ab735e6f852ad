using CsCheck;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class ThresholdGridTests
{
    [Fact]
    public void A_score_reaches_a_step_exactly_where_it_is_at_least_its_threshold() =>
        Gen.Select(Gen.Int[1, 70_000].Select(steps => Math.Min(steps, ThresholdGrid.MostSteps)), Gen.Double[0, 1], Gen.Int[-2, 2])
            .Sample((steps, share, neighbour) =>
        {
            var grid = new ThresholdGrid(steps);
            var score = (float)((int)(share * steps) / (double)steps);
            for (var i = 0; i < Math.Abs(neighbour); i++)
            {
                score = neighbour > 0 ? MathF.BitIncrement(score) : MathF.BitDecrement(score);
            }
            score = Math.Clamp(score, 0, 1);
            var reached = grid.Reached(score);
            return score >= grid[reached] && !(score >= grid[reached + 1]);
        }, iter: 300);

    [Fact]
    public void Every_edge_of_a_thousand_and_its_neighbours_fall_where_the_rule_says()
    {
        var grid = new ThresholdGrid(1000);
        for (var step = 0; step <= 1000; step++)
        {
            var edge = (float)(step / 1000.0);
            foreach (var score in new[] { MathF.BitDecrement(edge), edge, MathF.BitIncrement(edge) }.Where(score => score is >= 0 and <= 1))
            {
                var reached = Enumerable.Range(0, 1001).Last(candidate => score >= candidate / 1000.0);
                Assert.Equal(reached, grid.Reached(score));
            }
        }
    }

    [Fact]
    public void A_threshold_between_two_steps_is_refused_and_infinity_is_the_last_step()
    {
        var grid = new ThresholdGrid(100);
        Assert.Equal(37, grid.StepOf(0.37));
        Assert.Equal(grid.None, grid.StepOf(double.PositiveInfinity));
        Assert.All([0.375, -0.1, 1.1, double.NaN, double.NegativeInfinity], threshold =>
            Assert.Contains("multiples of 1/100", Assert.Throws<ArgumentException>(() => grid.StepOf(threshold)).Message,
                StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThresholdGrid(0));
    }
}

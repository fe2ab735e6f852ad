using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class PredictionsTests
{
    [Fact]
    public void Targets_are_the_labels_and_a_part_keeps_scores_with_their_images()
    {
        var predictions = new Predictions("test", [new(Simulated.Record("/a.png", false), 0.2), new(Simulated.Record("/b.png", true), 0.7),
            new(Simulated.Record("/c.png", true), 0.4)]);
        Assert.Equal([false, true, true], predictions.Targets);
        var part = predictions.Where(record => record.Path != "/b.png", "part");
        Assert.Equal(("part", 2), (part.Name, part.Count));
        Assert.Equal([0.2, 0.4], part.Scores);
        Assert.Equal(["/a.png", "/c.png"], part.Items.Select(item => item.Record.Path));
    }

    [Fact]
    public void A_score_that_is_not_finite_is_refused_by_the_name_of_its_file()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new Predictions("test", [new(Simulated.Record("/a.png", true), 0.5), new(Simulated.Record("/b.png", true), double.NaN)]));
        Assert.Contains("/b.png", error.Message, StringComparison.Ordinal);
        Assert.Contains("item 1", Assert.Throws<ArgumentException>(() =>
            new Predictions("test", [0, double.PositiveInfinity], [true, false])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_differ_are_refused_with_both_numbers()
    {
        Assert.Contains("2 scores and 1 target",
            Assert.Throws<ArgumentException>(() => new Predictions("test", [0.1, 0.2], [true])).Message, StringComparison.Ordinal);
        Assert.Contains("1 image and 2 scores", Assert.Throws<ArgumentException>(() =>
            new Predictions("test", [Simulated.Record("/a.png", true)], [0.1, 0.2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_arrays_are_copied_and_have_no_records()
    {
        double[] scores = [0.1, 0.9];
        var predictions = new Predictions("arrays", scores, [false, true]);
        scores[0] = 1;
        Assert.Equal(0.1, predictions.Scores[0]);
        Assert.False(predictions.HasRecords);
        Assert.Contains("arrays", Assert.Throws<InvalidOperationException>(() => predictions.Where(_ => true)).Message,
            StringComparison.Ordinal);
    }
}

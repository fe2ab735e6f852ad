using Telltale.Bias;
using Telltale.Data;

namespace Telltale.Tests.Bias;

public sealed class DetectorScoresTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly ImageCollection images = new("mine",
    [
        new("/data/faces/a/1.jpg", ImageLabel.Real, "a"), new("/data/faces/b/1.jpg", ImageLabel.Synthetic, "b"),
            new("/data/faces/b/2.jpg", ImageLabel.Synthetic, "b"),
    ]);

    public void Dispose() => folder.Dispose();

    private string Csv(string text)
    {
        File.WriteAllText(folder.File("scores.csv"), text);
        return folder.File("scores.csv");
    }

    [Fact]
    public void A_file_with_labels_needs_no_collection()
    {
        var predictions = DetectorScores.Read(
            Csv("score,path,label\n0.25,faces/1.png,real\n-3e2,faces\\2.png,synthetic\n1,3.png,1\n0,4.png,0\n"));
        Assert.Equal([0.25, -300, 1, 0], predictions.Scores);
        Assert.Equal([false, true, true, false], predictions.Targets);
        Assert.Equal(Path.Combine(folder.Root, "faces", "2.png"), predictions.Records[1].Path);
        Assert.Equal("scores", predictions.Name);
    }

    [Fact]
    public void Images_of_a_collection_are_found_by_the_ends_of_their_paths()
    {
        var predictions = DetectorScores.Read(Csv("path,score\nC:\\work\\b\\2.jpg,0.9\n/elsewhere/a/1.jpg,0.1\nb/1.jpg,0.8\n"), images,
            "theirs");
        Assert.Equal([images[2], images[0], images[1]], predictions.Records);
        Assert.Equal("theirs", predictions.Name);
    }

    [Theory]
    [InlineData("path,score\n1.jpg,0.5\n", "line 2", "may be /data/faces/a/1.jpg or /data/faces/b/1.jpg")]
    [InlineData("path,score\n7.jpg,0.5\n", "line 2", "no image of the collection is called '7.jpg'")]
    [InlineData("path,score\na/1.jpg,high\n", "line 2", "the score 'high' is not a finite number")]
    [InlineData("path,score\na/1.jpg,NaN\n", "line 2", "not a finite number")]
    [InlineData("path,score\na/1.jpg,0.1\nx/a/1.jpg,0.2\n", "line 3", "is already on line 2")]
    [InlineData("path,probability\na/1.jpg,0.1\n", "line 1", "the column 'score' is missing")]
    public void What_cannot_be_understood_is_named(string text, string line, string problem)
    {
        var message = Assert.Throws<ManifestException>(() => DetectorScores.Read(Csv(text), images)).Message;
        Assert.Contains($"scores.csv, {line}", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_labels_and_collection_the_cure_is_named() =>
        Assert.Contains("pass the collection",
            Assert.Throws<ManifestException>(() => DetectorScores.Read(Csv("path,score\n1.jpg,0.5\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Images_that_were_not_scored_are_not_passed_over()
    {
        var message = Assert.Throws<ArgumentException>(() => DetectorScores.Read(Csv("path,score\na/1.jpg,0.5\n"), images)).Message;
        Assert.Contains("scores 1 of the 3 images of 'mine'; 2 are missing, such as /data/faces/b/1.jpg", message,
            StringComparison.Ordinal);
    }
}

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
    [InlineData("path,confidence\na/1.jpg,0.1\n", "line 1", "the column 'score' is missing")]
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

    [Theory]
    [InlineData("\u00C5se/S\u00E3o.png", "A\u030Ase/Sa\u0303o.png")]
    [InlineData("\uD55C\uAD6D.jpg", "\u1112\u1161\u11AB\u1100\u116E\u11A8.jpg")]
    [InlineData("Vi\u1EC7t \u1EBF.webp", "Vie\u0323\u0302t e\u0302\u0301.webp")]
    [InlineData("\u304C.jpe", "\u304B\u3099.jpe")]
    public void Names_in_composed_and_decomposed_Unicode_are_equal(string composed, string decomposed)
    {
        foreach (var (onDisk, inFile) in new[] { (composed, decomposed), (decomposed, composed) })
        {
            var one = new ImageCollection(
                "names", [new($"/data/{onDisk}", ImageLabel.Real, "a"), new("/data/x.png", ImageLabel.Synthetic, "a")]);
            Assert.Equal([0.25, 0.75], DetectorScores.Read(Csv($"path,score\n{inFile},0.25\nx.png,0.75\n"), one).Scores);
        }
    }

    [Fact]
    public void A_file_that_was_cut_off_behind_its_header_is_refused() =>
        Assert.Contains("there are no rows below the header",
            Assert.Throws<ManifestException>(() => DetectorScores.Read(Csv("path,score,la"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("path;score\na/1.jpg;0,25\nb/1.jpg;1\nb/2.jpg;0,5\n")]
    [InlineData("path,score\na/1.jpg,\"0,25\"\nb/1.jpg,1\nb/2.jpg,0.5e0\n",
        "line 4: the score '0.5e0' has a decimal point, but '0,25' on line 2")]
    [InlineData("a/1.jpg\t0.25\nb/1.jpg\t1e0\nb/2.jpg\t.5\n")]
    [InlineData("a/1.jpg,0,0.25\nb/1.jpg,1,1\nb/2.jpg,1,0.5\n")]
    [InlineData("a/1.jpg;0;0,25\nb/1.jpg;1;1\nb/2.jpg;1;0,5\n")]
    [InlineData("image_path,prob\na/1.jpg,0.25\nb/1.jpg,1\nb/2.jpg,0.5\n")]
    [InlineData("path;percent\na/1.jpg;25\nb/1.jpg;100\nb/2.jpg;50\n")]
    [InlineData("path,score\na/1.jpg,25%\nb/1.jpg,100 %\nb/2.jpg,50.0%\n")]
    [InlineData("path,score\na/1.jpg,25%\nb/1.jpg,1\nb/2.jpg,50%\n", "line 3: the score '1' lacks a % sign, unlike that on line 2")]
    [InlineData("path,percent\na/1.jpg,250\nb/1.jpg,1\nb/2.jpg,50\n", "line 2: the score 250 is not a percentage from 0 to 100")]
    [InlineData("path;score\na/1.jpg;0,25\nb/1.jpg;1,250\nb/2.jpg;1\n", "line 3: the score '1,250' can be read in two ways: 1.250 or 1250")]
    [InlineData("path;score\na/1.jpg;1.234,5\nb/1.jpg;1\nb/2.jpg;1\n", "line 2: the score '1.234,5' is not a finite number")]
    [InlineData("path,score\na/1.jpg,0,25\nb/1.jpg,1\nb/2.jpg,1\n", "line 2: the row has 3 fields, where 2 were expected (path, score)")]
    [InlineData("a/1.jpg,0,25\nb/1.jpg,1,0\nb/2.jpg,0,5\n", "line 1: the file has no header, and which of its 3 columns")]
    [InlineData("path,prob,logit\na/1.jpg,0.2,1\nb/1.jpg,1,1\nb/2.jpg,1,1\n", "line 1: the column 'score' may be prob or logit")]
    [InlineData("path,label,score\na/1.jpg,1,0.2\nb/1.jpg,1,1\nb/2.jpg,1,1\n",
        "line 2: 'a/1.jpg' is synthetic by its label '1', but real in the collection (/data/faces/a/1.jpg)")]
    [InlineData("path,score\na/1_fake/2.jpg,0.2\nreal/1.jpg,1\n",
        "line 3: 'real/1.jpg' may be")]
    [InlineData("path,score\nreal/2.jpg,0.2\n",
        "line 2: 'real/2.jpg' is real by its folder real, but synthetic in the collection, where the image of this name is /data/faces/b")]
    public void Scores_are_read_as_people_write_them_or_refused_by_line(string text, string? problem = null)
    {
        if (problem is null)
        {
            Assert.Equal([0.25, 1, 0.5], DetectorScores.Read(Csv(text), images).Scores);
            return;
        }
        Assert.Contains(problem, Assert.Throws<ManifestException>(() => DetectorScores.Read(Csv(text), images)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_read_in_two_ways_is_read_as_the_caller_says()
    {
        var csv = new CsvOptions { DecimalSeparator = ',', ScoresArePercent = true };
        Assert.Equal([0.01234, 1, 0.5],
            DetectorScores.Read(Csv("path;score\na/1.jpg;1,234\nb/1.jpg;100\nb/2.jpg;50\n"), images, csv: csv).Scores);
    }

    [Fact]
    public void Several_detectors_are_read_from_columns_or_from_rows()
    {
        var wide = DetectorScores.ReadSeveral(
            Csv("path;clip;npr\na/1.jpg;0,1;0,2\nb/1.jpg;0,3;0,4\nb/2.jpg;0,5;0,6\n"), images, ["npr", "clip"]);
        Assert.Equal(["npr", "clip"], wide.Select(predictions => predictions.Name));
        Assert.Equal([0.2, 0.4, 0.6], wide[0].Scores);
        var text = "detector,path,score\nclip,a/1.jpg,.1\nnpr,a/1.jpg,.2\nclip,b/1.jpg,.3\n"
            + "clip,b/2.jpg,.5\nnpr,b/1.jpg,.4\nnpr,b/2.jpg,.6\n";
        var tall = DetectorScores.ReadSeveral(Csv(text), images);
        Assert.Equal(["clip", "npr"], tall.Select(predictions => predictions.Name));
        Assert.Equal(wide[0].Scores, tall[1].Scores);
        Assert.Contains("use DetectorScores.ReadSeveral",
            Assert.Throws<ManifestException>(() => DetectorScores.Read(Csv(text), images)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_labels_that_contradict_its_folders_is_refused() => Assert.Contains(
        "line 2: '0_real/1.jpg' is real by its folder 0_real, but synthetic by its label '1'",
        Assert.Throws<ManifestException>(() => DetectorScores.Read(Csv("path,label,score\n0_real/1.jpg,1,0.1\n"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Composed_and_decomposed_names_are_equal()
    {
        var decomposed = new ImageCollection("mac", [new("/data/Ko\u0308ln e\u0301te\u0301.jpg", ImageLabel.Real, "a")]);
        Assert.Equal(0.2, Assert.Single(DetectorScores.Read(Csv("path,score\nK\u00f6ln \u00e9t\u00e9.jpg,0.2\n"), decomposed).Scores));
    }
}

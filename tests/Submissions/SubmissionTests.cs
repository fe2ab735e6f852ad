using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Submissions;

namespace Telltale.Tests.Submissions;

public class SubmissionTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void Detection_is_one_CSV_file_with_four_columns_and_passes_the_check()
    {
        using var folder = new TemporaryFolder();
        var scores = SubmissionFiles.Scores(0.1, 1 / 3.0, 0.5, 0.999999999);
        var path = DetectionSubmission.Write(folder.Root, "TEAM", SubmissionTrack.Constrained, scores, Threshold.Fixed(0.5));
        using var archive = ZipFile.OpenRead(path);
        using var reader = new StreamReader(archive.GetEntry("TEAM_constrained.csv")!.Open());
        Assert.Equal(
            SubmissionFiles.Header + "0.png,0.1,0,0.5\n1.png,0.3333333333333333,0,0.5\n2.png,0.5,1,0.5\n3.png,0.999999999,1,0.5\n",
            reader.ReadToEnd());
        Assert.Empty(SubmissionCheck.Of(folder.Root).Problems);
        Assert.Empty(SubmissionCheck.Of(path).Problems);
    }

    [Fact]
    public void Logits_and_their_threshold_become_probabilities()
    {
        using var folder = new TemporaryFolder();
        var path = DetectionSubmission.Write(
            folder.Root, "TEAM", SubmissionTrack.Open, SubmissionFiles.Scores(-3, 0, 40, 1), Threshold.Fixed(0));
        Assert.True(SubmissionCheck.Of(path).IsValid, SubmissionCheck.Of(path).ToString());
    }

    [Fact]
    public void The_same_scores_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        byte[] Written() => File.ReadAllBytes(DetectionSubmission.Write(
            folder.Root, "TEAM", SubmissionTrack.Open, SubmissionFiles.Scores(0.2, 0.8), Threshold.Fixed(0.5)));
        Assert.Equal(Written(), Written());
    }

    [Fact]
    public void A_threshold_that_predicts_nothing_and_images_of_one_name_are_refused()
    {
        using var folder = new TemporaryFolder();
        var scores = SubmissionFiles.Scores(0.2, 0.8);
        Assert.Contains("in [0, 1]", Assert.Throws<ArgumentException>(() => DetectionSubmission.Write(
            folder.Root, "TEAM", SubmissionTrack.Open, scores, Threshold.Fixed(double.PositiveInfinity))).Message,
            StringComparison.Ordinal);
        var twice = new Predictions("test", scores.Items.Concat(
            [new Prediction(new ImageRecord("/elsewhere/0.png", ImageLabel.Real, "s"), 0.3)]));
        Assert.Contains("0.png", Assert.Throws<ArgumentException>(() => DetectionSubmission.Write(
            folder.Root, "TEAM", SubmissionTrack.Open, twice, Threshold.Fixed(0.5))).Message, StringComparison.Ordinal);
        Assert.Null(DetectionSubmission.SameNames(scores));
        var elsewhere = new Predictions("test", twice.Items.Append(new(new ImageRecord("/data/flux/0.png", ImageLabel.Real, "s"), 0.3)));
        Assert.Contains(
            "the 4 images of 'test' have 2 different names: 0.png, for example, lies in", DetectionSubmission.SameNames(elsewhere),
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DetectionSubmission.Write(
            folder.Root, "a/b", SubmissionTrack.Open, scores, Threshold.Fixed(0.5)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Localization_is_an_archive_of_masks_with_scores_beside_or_inside_and_passes_the_check(bool inside)
    {
        using var folder = new TemporaryFolder();
        PredictedMask[] masks =
            [SubmissionFiles.Mask("a.jpg", 5, 3, pixel => pixel / 15f), SubmissionFiles.Mask("b.png", 2, 4, _ => 0)];
        LocalizationSubmission.Write(folder.Root, "TEAM", masks, Threshold.Fixed(0.5), Threshold.Fixed(0.1), inside);
        Assert.Equal(inside, !File.Exists(folder.File("scores.csv")));
        var check = SubmissionCheck.Of(folder.Root);
        Assert.True(check.IsValid, check.ToString());
        Assert.Contains("TEAM_localization_masks.zip: 2 masks", check.Files);
    }

    [Fact]
    public void Rounding_to_float16_moves_no_pixel_across_the_threshold()
    {
        using var folder = new TemporaryFolder();
        var (below, above) = (MathF.BitDecrement(0.3f), 0.3f);
        var path = LocalizationSubmission.Write(folder.Root, "TEAM",
            [SubmissionFiles.Mask("a.png", 2, 1, pixel => pixel == 0 ? below : above)], Threshold.Fixed(0.3f), Threshold.Fixed(0));
        using var archive = ZipFile.OpenRead(path);
        using var npz = new ZipArchive(new MemoryStream(SubmissionArchive.Read(archive.GetEntry("a.npz")!, 1000)));
        var values = NpzArray.Read(SubmissionArchive.Read(npz.Entries[0], 1000)).Values;
        Assert.True(values[0] < 0.3f && values[1] >= 0.3f, $"{values[0]} {values[1]}");
        Assert.All(values, value => Assert.InRange(value, 0.3f - 0.0005f, 0.3f + 0.0005f));
    }

    [Fact]
    public void An_array_has_the_bytes_that_NumPy_writes()
    {
        var ours = SubmissionFilesArray(NpzArray.Bytes([.. Enumerable.Range(0, 15).Select(k => (Half)(k / 16f))], 5, 3));
        var theirs = SubmissionFilesArray(SubmissionFiles.Fixture("mask.npz"));
        Assert.Equal(theirs, ours);
        Assert.Equal(Enumerable.Range(0, 15).Select(k => k / 16f), NpzArray.Read(theirs).Values);
        Assert.Equal([2L, 3L], NpzArray.Read(SubmissionFilesArray(SubmissionFiles.Fixture("wide.npz"))).Shape);
    }

    [Fact]
    public void NumPy_and_a_CSV_reader_read_the_same_numbers()
    {
        Assert.SkipUnless(
            File.Exists("/usr/lib/python3/dist-packages/numpy/__init__.py"), "python3-numpy is not installed.");
        using var folder = new TemporaryFolder();
        var scores = SubmissionFiles.Scores(0.1, 1 / 3.0, 5e-324, 0.7);
        var detection = DetectionSubmission.Write(folder.Root, "TEAM", SubmissionTrack.Open, scores, Threshold.Fixed(1 / 7.0));
        var masks = LocalizationSubmission.Write(
            folder.Root, "TEAM", [SubmissionFiles.Mask("a,b.png", 3, 2, pixel => pixel / 8f)], Threshold.Fixed(0.5), Threshold.Fixed(0.25));
        var lines = Read(detection, masks, folder.File("scores.csv"));
        Assert.Equal(6, lines.Length);
        Assert.Equal(scores.Scores, lines[..4].Select(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)));
        Assert.All(lines[..4], line => Assert.Equal(1 / 7.0, double.Parse(line.Split(' ')[3], CultureInfo.InvariantCulture)));
        Assert.Equal("a,b.npz ['arr_0'] float16 (2, 3) 0.0 0.125 0.25 0.375 0.5 0.625", lines[4]);
        Assert.Equal("a,b.png 0.3333333333333333 1.0 0.25 0.5", lines[5]);
    }

    private static byte[] SubmissionFilesArray(byte[] npz)
    {
        using var archive = new ZipArchive(new MemoryStream(npz));
        return SubmissionArchive.Read(archive.Entries[0], 10_000);
    }

    private static string[] Read(params string[] files)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Submissions", "Fixtures", "read_submission.py");
        using var process = Process.Start(new ProcessStartInfo(Python, [script, .. files]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

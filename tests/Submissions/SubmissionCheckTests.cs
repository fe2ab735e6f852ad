using System.IO.Compression;
using System.Text;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Submissions;

namespace Telltale.Tests.Submissions;

public class SubmissionCheckTests
{
    private const string Header = SubmissionFiles.Header;

    [Theory]
    [InlineData("id,prob,label,threshold\na.png,0.1,0,0.5\nb.png,0.9,1,0.5\n", "line 1", "without image_id")]
    [InlineData("prob,image_id,label,threshold\n0.1,a.png,0,0.5\n0.9,b.png,1,0.5\n", "line 1", "in another order")]
    [InlineData("image_id;prob;label;threshold\na.png;0.1;0;0.5\nb.png;0.9;1;0.5\n", "line 1", "separated by semicolons")]
    [InlineData("a.png,0.1,0,0.5\nb.png,0.9,1,0.5\n", "line 1", "there is no header")]
    [InlineData(Header + "a,0.1,0,0.5\nb.png,0.9,1,0.5\n", "line 2", "'a' has no extension")]
    [InlineData(Header + "test/a.png,0.1,0,0.5\nb.png,0.9,1,0.5\n", "line 2", "contains a folder")]
    [InlineData(Header + "a.png,0.1,0,0.5\na.png,0.9,1,0.5\n", "line 3", "'a.png' is already on line 2")]
    [InlineData(Header + "a.png,-2.3,0,0.5\nb.png,0.9,1,0.5\n", "line 2", "outside [0, 1]")]
    [InlineData(Header + "a.png,nan,0,0.5\nb.png,0.9,1,0.5\n", "line 2", "no number")]
    [InlineData(Header + "a.png,0,1,0,0.5\nb.png,0.9,1,0.5\n", "line 2", "5 fields instead of 4")]
    [InlineData(Header + "a.png,0.1,fake,0.5\nb.png,0.9,1,0.5\n", "line 2", "label is 'fake'")]
    [InlineData(Header + "a.png,0.1,1,0.5\nb.png,0.9,0,0.5\n", "line 3", "prob 0.9 is at least the threshold 0.5")]
    [InlineData(Header + "a.png,0.1,0,0.5\nb.png,0.9,1,0.6\n", "line 3", "threshold is 0.6, but 0.5 on line 2")]
    [InlineData(Header + "a.png,0.1,0,0.5\nb.png,0.2,0,0.5\n", "TEAM_open.csv:", "every image has the label 0")]
    [InlineData(Header + "a.png,0.1,0,0.5\nb.png,0.1,0,0.5\n", "TEAM_open.csv:", "every image has the prob 0.1")]
    [InlineData(Header, "TEAM_open.csv:", "lists no images")]
    [InlineData("\uFEFF" + Header + "a.png,0.1,0,0.5\nb.png,0.9,1,0.5\n", "TEAM_open.csv:", "byte order mark")]
    public void A_malformed_table_is_told_line_by_line(string csv, string place, string sentence)
    {
        using var folder = new TemporaryFolder();
        SubmissionFiles.Detection(folder.Root, csv);
        var told = SubmissionCheck.Of(folder.Root).Problems.Select(problem => problem.ToString());
        Assert.Contains(told, line => line.Contains(place, StringComparison.Ordinal) && line.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_and_unknown_images_are_counted()
    {
        using var folder = new TemporaryFolder();
        var images = Directory.CreateDirectory(folder.File("images")).FullName;
        foreach (var name in new[] { "a.png", "b.png", "c.png" })
        {
            File.WriteAllBytes(Path.Combine(images, name), ImageCodec.EncodePng(new RgbImage(2, 3, new byte[18])));
        }
        var submission = Directory.CreateDirectory(folder.File("submission")).FullName;
        SubmissionFiles.Detection(submission, Header + "a.png,0.1,0,0.5\nd.png,0.9,1,0.5\n");
        var told = SubmissionCheck.Of(submission, images).ToString();
        Assert.Contains("2 rows for 3 test images; 2 images are missing, such as b.png.", told, StringComparison.Ordinal);
        Assert.Contains("1 row names no test image, such as 'd.png'.", told, StringComparison.Ordinal);
        Assert.EndsWith("2 problems.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_entries_with_identical_scores_are_told()
    {
        using var folder = new TemporaryFolder();
        var scores = SubmissionFiles.Scores(0.1, 0.9);
        DetectionSubmission.Write(folder.Root, "TEAM", SubmissionTrack.Constrained, scores, Threshold.Fixed(0.5));
        DetectionSubmission.Write(folder.Root, "TEAM", SubmissionTrack.Open, scores, Threshold.Fixed(0.5));
        var problem = Assert.Single(SubmissionCheck.Of(folder.Root).Problems);
        Assert.Contains("identical", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_do_not_belong_and_archives_that_are_none_are_told()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("TEAM_open.zip"), "not an archive");
        SubmissionFiles.Zip(folder.File("TEAM_constrained.zip"), ("run/scores.csv", []), ("run/notes.txt", []));
        File.WriteAllText(folder.File("notes.txt"), "");
        var told = SubmissionCheck.Of(folder.Root).ToString();
        Assert.Contains("TEAM_open.zip: it cannot be read as a zip archive", told, StringComparison.Ordinal);
        Assert.Contains("it contains run/scores.csv, run/notes.txt; expected is one CSV file", told, StringComparison.Ordinal);
        Assert.Contains("run/scores.csv lies in a folder", told, StringComparison.Ordinal);
        Assert.Contains("notes.txt: this file is not part of a submission", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_wrong_lines_are_five_and_a_count()
    {
        using var folder = new TemporaryFolder();
        SubmissionFiles.Detection(folder.Root, Header + string.Concat(Enumerable.Range(0, 1000).Select(row => $"{row}.png,7,1,0.5\n")));
        var problems = SubmissionCheck.Of(folder.Root).Problems;
        Assert.Equal(7, problems.Count);
        Assert.Contains("995 more values of prob outside [0, 1] (1,000 in all).", problems.Select(problem => problem.Sentence));
    }

    [Theory]
    [InlineData("wide.npz", "has the keys mask")]
    [InlineData("numpy_masks.py", "cannot be read as .npz file")]
    public void Another_key_and_another_format_are_told(string fixture, string sentence) =>
        Assert.Contains(sentence, OfMask(SubmissionFiles.Fixture(fixture)), StringComparison.Ordinal);

    [Fact]
    public void Sizes_values_and_missing_masks_are_told()
    {
        Assert.Contains("height and width are swapped", OfMask(SubmissionFiles.Npz(3, 2)), StringComparison.Ordinal);
        Assert.Contains("has the value 2; expected are values in [0, 1]", OfMask(SubmissionFiles.Npz(2, 3, 2)), StringComparison.Ordinal);
        Assert.Contains("has the value NaN", OfMask(SubmissionFiles.Npz(2, 3, float.NaN)), StringComparison.Ordinal);
        Assert.Contains("1 mask for 2 rows of scores.csv; 1 image has none, such as 1.png",
            OfMask(SubmissionFiles.Npz(2, 3), alone: true), StringComparison.Ordinal);
        Assert.Equal("", OfMask(SubmissionFiles.Npz(2, 3)));
    }

    [Fact]
    public void A_cut_array_is_told_and_its_header_does_not_allocate()
    {
        using var npy = new MemoryStream(SubmissionFiles.Npz(2, 3));
        using var archive = new ZipArchive(npy);
        var array = SubmissionArchive.Read(archive.Entries[0], 1000);
        var huge = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(array).Replace("(3, 2), }", "(9999999999, 9999999999), }",
            StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => NpzArray.Read(array[..^1]));
        Assert.Throws<InvalidDataException>(() => NpzArray.Read(huge));
        Assert.Throws<InvalidDataException>(() => NpzArray.Read(array[..20]));
        Assert.Throws<InvalidDataException>(() => NpzArray.Read([]));
    }

    [Fact]
    public void Masks_without_scores_and_constant_masks_are_told()
    {
        using var folder = new TemporaryFolder();
        SubmissionFiles.Localization(folder.Root, ("0.npz", SubmissionFiles.Npz(2, 3, 0)), ("1.npz", SubmissionFiles.Npz(2, 3, 0)));
        Assert.Contains("every mask that can be read is zero", SubmissionCheck.Of(folder.Root).ToString(), StringComparison.Ordinal);
        File.Delete(folder.File("scores.csv"));
        Assert.Contains("there is no scores.csv", SubmissionCheck.Of(folder.Root).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Require_throws_only_where_something_is_wrong()
    {
        using var folder = new TemporaryFolder();
        DetectionSubmission.Write(folder.Root, "TEAM", SubmissionTrack.Open, SubmissionFiles.Scores(0.1, 0.9), Threshold.Fixed(0.5));
        SubmissionCheck.Of(folder.Root).Require();
        File.WriteAllText(folder.File("more.txt"), "");
        Assert.StartsWith("1 problem in", Assert.Throws<InvalidDataException>(SubmissionCheck.Of(folder.Root).Require).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => SubmissionCheck.Of(folder.File("nothing")));
    }

    // The problems of a submission whose first mask, of a 2 x 3 image, has this content.
    private static string OfMask(byte[] npz, bool alone = false)
    {
        using var folder = new TemporaryFolder();
        var images = Directory.CreateDirectory(folder.File("images")).FullName;
        File.WriteAllBytes(Path.Combine(images, "0.png"), ImageCodec.EncodePng(new RgbImage(2, 3, new byte[18])));
        File.WriteAllBytes(Path.Combine(images, "1.png"), ImageCodec.EncodePng(new RgbImage(2, 3, new byte[18])));
        var submission = Directory.CreateDirectory(folder.File("submission")).FullName;
        (string, byte[])[] masks = [("0.npz", npz), ("1.npz", SubmissionFiles.Npz(2, 3, 0.25f))];
        SubmissionFiles.Localization(submission, alone ? masks[..1] : masks);
        return string.Join('\n', SubmissionCheck.Of(submission, images).Problems);
    }
}

using System.Text.RegularExpressions;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

public sealed partial class MaskPlotsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_title_counts_the_pixels_that_count()
    {
        var mask = Predicted(2, 2, [0.9f, 0.1f, 0.8f, 1], [1, 1, 0, Mask.Ignored]);
        Assert.Equal(
            "Masks at threshold 0.5: in this image, 50 % of the edited and 100 % of the authentic pixels are predicted edited",
            MaskPlots.Overlay(mask, Threshold.Fixed(0.5)).ToString());
    }

    [Fact]
    public void Each_kind_of_prediction_has_its_colour_and_a_true_negative_stays_grey()
    {
        var drawn = new MaskRendering(Predicted(4, 1, [0.9f, 0.1f, 0.8f, 0.2f], [1, 1, 0, 0]));
        var (grey, errors) = (drawn.Grey(), drawn.Errors(0.5));
        MaskColours?[] expected = [MaskColours.Hit, MaskColours.Miss, MaskColours.FalseAlarm, null];
        Assert.All(Enumerable.Range(0, 4), i =>
        {
            var (light, colour) = (grey.Pixels[3 * i], expected[i]);
            byte[] pixel = colour is null ? [light, light, light]
                : [(byte)((3 * colour.Red + light) / 4), (byte)((3 * colour.Green + light) / 4), (byte)((3 * colour.Blue + light) / 4)];
            Assert.Equal(pixel, errors.Pixels[(3 * i)..(3 * i + 3)]);
        });
    }

    [Fact]
    public void A_score_is_in_the_last_bin_whose_edge_it_reaches()
    {
        var random = Telltale.Runtime.SeededRandom.For(17);
        var scores = Enumerable.Range(0, 5000).Select(_ => (float)random.NextDouble())
            .Concat(Enumerable.Range(0, 1001)
                .SelectMany(step => new[] { step / 1000f, MathF.BitIncrement(step / 1000f), MathF.BitDecrement(step / 1000f) }));
        Assert.All(scores.Where(score => score is >= 0 and <= 1), score =>
            Assert.Equal(Enumerable.Range(0, 1001).Last(step => score >= step / 1000.0), MaskSlider.Bin(score)));
    }

    [Fact]
    public void The_page_holds_the_truth_and_the_scores_in_fiftieths()
    {
        var chart = MaskPlots.Slider([Predicted(3, 1, [0.75f, 0.129f, 1], [1, 0, Mask.Ignored])], Threshold.Fixed(0.5));
        var data = ImageCodec.Decode(Convert.FromBase64String(Source().Match(Shown.AsHtml(chart)).Groups[1].Value), "data");
        Assert.Equal([0, 37, 1, 0, 6, 0, 0, 50, 255], data.Pixels);
    }

    [Fact]
    public void A_large_image_is_drawn_smaller_and_counted_whole()
    {
        var (scores, truth) = (new float[900 * 600], new byte[900 * 600]);
        (scores[7], truth[7]) = (1, 1);
        var mask = Predicted(900, 600, scores, truth);
        Assert.Equal((384, 256), (new MaskRendering(mask).Image.Width, new MaskRendering(mask).Image.Height));
        Assert.Contains("100 % of the edited and 0 % of the authentic pixels are predicted edited",
            MaskPlots.Overlay(mask, Threshold.Fixed(0.5)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_of_a_part_of_the_image_is_refused_with_both_sizes()
    {
        var part = Predicted(4, 4, new float[16], new byte[16]) with { Scores = new float[4], Truth = Mask.Empty(2, 2) };
        var error = Assert.Throws<ArgumentException>(() => MaskPlots.Overlay(part, Threshold.Fixed(0.5)));
        Assert.Contains("is 2 × 2, the image 4 × 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_slider_redraws_pictures_and_counts_in_the_browser()
    {
        var mask = Predicted(2, 2, [0.9f, 0.4f, 0.6f, 0.1f], [1, 1, 0, 0]);
        var html = Shown.AsHtml(MaskPlots.Slider([mask], Threshold.Fixed(0.5)));
        const string Move = """
            <script>
            setTimeout(function () {
              var before = document.querySelector("canvas").toDataURL(), slider = document.querySelector("input[type=range]");
              slider.value = 300;
              slider.dispatchEvent(new Event("input"));
              document.body.dataset.redrawn = document.querySelector("canvas").toDataURL() !== before;
            }, 2000);
            </script>
            """;
        var page = Browser.Open(folder, [html, Move]);
        Assert.Contains("data-redrawn=\"true\"", page, StringComparison.Ordinal);
        Assert.Contains("threshold 0.300: mean F1 of the edited images 0.800", page, StringComparison.Ordinal);
        Assert.Contains("found 2 of 2 edited pixels, 1 false alarms: F1 0.800, IoU 0.667", page, StringComparison.Ordinal);
        Assert.Empty(Browser.ErrorsOf(page));
    }

    [Fact]
    public void A_second_slider_shows_what_compression_does()
    {
        var mask = Predicted(2, 2, [0.9f, 0.4f, 0.6f, 0.1f], [1, 1, 0, 0]);
        var worse = mask with { Scores = new float[] { 0.1f, 0.1f, 0.9f, 0.9f } };
        var html = Shown.AsHtml(MaskPlots.Slider([("clean", [mask]), ("JPEG 80", [worse])], Threshold.Fixed(0.5)));
        const string Move = """
            <script>
            setTimeout(function () {
              var slider = document.querySelector("input[data-variant]");
              slider.value = 1;
              slider.dispatchEvent(new Event("input"));
            }, 2000);
            </script>
            """;
        var page = Browser.Open(folder, [html, Move]);
        Assert.Contains("JPEG 80, threshold 0.500: mean F1 of the edited images 0.000", page, StringComparison.Ordinal);
        Assert.Contains("found 0 of 2 edited pixels, 2 false alarms", page, StringComparison.Ordinal);
        Assert.Empty(Browser.ErrorsOf(page));
        Assert.Throws<ArgumentException>(() => MaskPlots.Slider([("clean", [mask]), ("none", [])], Threshold.Fixed(0.5)));
    }

    [Fact]
    public void The_worst_images_are_grouped_by_what_is_wrong()
    {
        var found = Predicted(2, 2, [0.9f, 0.9f, 0.1f, 0.1f], [1, 1, 0, 0]);
        var missed = found with { Scores = new float[4] };
        var alarm = found with { Scores = new float[] { 0, 0, 1, 1 }, Truth = Mask.Empty(2, 2) };
        var worst = MaskPlots.Worst([found, missed, missed, alarm], Threshold.Fixed(0.5));
        Assert.Equal("What is wrong with 3 of 4 masks: misses 2, false alarms 1", worst.Title);
        var html = Shown.AsHtml(worst);
        Assert.Contains("misses: 2 of 4 images", html, StringComparison.Ordinal);
        Assert.Contains("missed: 0 % of the edit is marked", html, StringComparison.Ordinal);
        Assert.Equal("None of 1 mask is wrong at threshold 0.5", MaskPlots.Worst([found], Threshold.Fixed(0.5)).Title);
    }

    private PredictedMask Predicted(int width, int height, float[] scores, byte[] truth)
    {
        var path = folder.File($"{width} {height}.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(Samples.Picture(width, height)));
        return new(new ImageRecord(path, ImageLabel.Edited, "sample"), scores, new Mask(width, height, truth));
    }

    [GeneratedRegex("\"source\":\"data:image/webp;base64,([^\"]+)\"")]
    private static partial Regex Source();
}

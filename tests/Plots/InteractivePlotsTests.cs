using System.Text.RegularExpressions;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

/// <summary>Charts without a kernel, used in a browser as a reader would.</summary>
public sealed class InteractivePlotsTests : IDisposable
{
    /// <summary>Sets a slider, or presses a button, and writes into the page what the chart then says.</summary>
    private const string Use = """
        <script>
        function slide(name, value) {
          var slider = document.querySelector("[data-control=" + name + "]");
          slider.value = value;
          slider.dispatchEvent(new Event("input"));
          return said();
        }
        function said() { return document.querySelector("[data-part=metrics]").textContent; }
        function keep(name, text) { document.body.setAttribute("data-" + name, text); }
        var escaped = 0;
        document.addEventListener("keydown", function () { escaped++; });
        </script>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void At_first_it_says_what_the_report_says()
    {
        var (predictions, threshold) = (Samples.Predictions("test", 1), Threshold.Fixed(0.4321));
        var counts = ConfusionCounts.Of(predictions, threshold);
        var page = Open(InteractivePlots.Scores(predictions, threshold), "keep('said', said());");
        var said = Kept(page, "said");
        Assert.Contains($"F1 {counts.F1:0.000}, precision {counts.Precision:0.000}, recall {counts.Recall:0.000}.", said,
            StringComparison.Ordinal);
        Assert.Contains("'all synthetic' has F1 0.667, 'all real' has F1 0.000", said, StringComparison.Ordinal);
        Assert.Contains($"<td>{counts.TruePositives} (", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_and_the_share_of_synthetic_images_change_F1_as_their_formulas_say()
    {
        var predictions = Samples.Predictions("test", 1);
        var page = Open(
            InteractivePlots.Scores(predictions, Threshold.Fixed(0.5)),
            "keep('threshold', slide('threshold', 700)); keep('share', slide('share', 10));");
        var counts = ConfusionCounts.Of(predictions, Threshold.Fixed(0.7));
        Assert.Contains($"F1 {counts.F1:0.000}", Kept(page, "threshold"), StringComparison.Ordinal);
        var (hits, alarms) = (0.1 * counts.Recall, 0.9 * counts.FalsePositiveRate);
        Assert.Contains($"F1 {2 * hits / (hits + alarms + 0.1):0.000}, precision {hits / (hits + alarms):0.000}", Kept(page, "share"),
            StringComparison.Ordinal);
        Assert.Contains($"'all synthetic' has F1 {0.2 / 1.1:0.000}", Kept(page, "share"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_offset_of_every_logit_is_another_threshold()
    {
        var predictions = Samples.Predictions("test", 1);
        var page = Open(InteractivePlots.Scores(predictions, Threshold.Fixed(0.5)), "keep('offset', slide('offset', 10));");
        var counts = ConfusionCounts.Of(predictions, Threshold.Fixed(1 / (1 + Math.Exp(1))));
        Assert.Contains($"F1 {counts.F1:0.000}", Kept(page, "offset"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_keys_do_not_reach_the_page_around_it()
    {
        const string Press = """
            document.querySelectorAll("input, button").forEach(function (control) {
              control.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
            });
            keep("escaped", escaped);
            """;
        var page = Open(InteractivePlots.Scores(Samples.Predictions("test", 1), Threshold.Fixed(0.5)), Press);
        Assert.Equal("0", Kept(page, "escaped"));
        Assert.Contains("data-lm-suppress-shortcuts=\"true\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guess_is_answered_with_the_truth_the_source_and_the_detector()
    {
        const string Play = """
            function press(name) { document.querySelector(name).click(); }
            keep("question", document.querySelector("[data-part=question]").textContent);
            press("[data-answer=synthetic]");
            keep("first", document.querySelector("[data-part=answer]").textContent);
            keep("map", document.querySelector("[data-part=map]").hidden);
            press("[data-part=next]");
            press("[data-answer=synthetic]");
            keep("second", document.querySelector("[data-part=answer]").textContent);
            """;
        using var model = new DenseNet(DenseNetOptions.DenseNetTiny, seed: 1);
        var maps = new[] { ImageLabel.Real, ImageLabel.Synthetic }.Select(label => GradCam.Of(model, Record(label),
            Transform.Evaluation(32))).ToArray();
        var page = Open(InteractivePlots.Guess(maps, Threshold.Fixed(0)), Play);
        Assert.Equal("Image 1 of 2: real or synthetic?", Kept(page, "question"));
        Assert.StartsWith("Wrong: it is real, from Real source. The detector says synthetic", Kept(page, "first"),
            StringComparison.Ordinal);
        Assert.Equal("false", Kept(page, "map"));
        Assert.StartsWith("Right: it is synthetic, from Synthetic source.", Kept(page, "second"), StringComparison.Ordinal);
        Assert.EndsWith("So far you have 1 and the detector 1 of 2 right.", Kept(page, "second"), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_and_a_single_class_are_refused()
    {
        Assert.Throws<ArgumentException>(() => InteractivePlots.Scores(new Predictions("x", [2, 0.1], [true, false]),
            Threshold.Fixed(0.5)));
        Assert.Throws<ArgumentException>(() => InteractivePlots.Scores(new Predictions("x", [0.2, 0.1], [true, true]),
            Threshold.Fixed(0.5)));
        Assert.Throws<ArgumentException>(() => InteractivePlots.Guess([], Threshold.Fixed(0.5)));
    }

    private ImageRecord Record(ImageLabel label)
    {
        var path = folder.File($"{label}.png");
        File.WriteAllBytes(path, ImageCodec.EncodePng(Samples.Picture(40, 40)));
        return new(path, label, $"{label} source");
    }

    private string Open(InteractiveChart chart, string script)
    {
        var page = Browser.Open(folder, [Use, Shown.AsHtml(chart), $"<script>{script}</script>"]);
        Assert.Empty(Browser.ErrorsOf(page));
        return page;
    }

    private static string Kept(string page, string name) =>
        System.Net.WebUtility.HtmlDecode(Regex.Match(page, $"<body[^>]* data-{name}=\"([^\"]*)\"").Groups[1].Value);
}

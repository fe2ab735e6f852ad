using System.Net;
using System.Text.RegularExpressions;
using Telltale.Evaluation;
using Telltale.Experiments;
using Telltale.Plots;

namespace Telltale.Tests.Plots;

/// <summary>The switches of a replay's changes, used in a browser as a reader would.</summary>
public sealed class RepairSwitchesTests : IDisposable
{
    /// <summary>What the chart says after a switch is thrown or a button pressed, in the order of the calls.</summary>
    private const string Use = """
        <script>
        var escaped = 0;
        document.addEventListener("keydown", function () { escaped++; });
        function keep(name) {
          var text = [...document.querySelectorAll("[data-part], td")].map(part => part.textContent).join(" | ");
          document.body.setAttribute("data-" + name, text + " | " + document.querySelectorAll("svg line").length + " lines");
        }
        function press(selector) { document.querySelector(selector).click(); }
        </script>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void At_first_every_change_is_on_beside_the_published_configuration()
    {
        var said = Kept(Open("keep('said');"), "said");
        Assert.Contains("0.500 [0.252, 0.748] | 0.800 [0.552, 1.048] | +0.300 [+0.300, +0.300]", said, StringComparison.Ordinal);
        Assert.Contains("On the unseen generator: balanced accuracy 0.800 [0.552, 1.048] crops", said, StringComparison.Ordinal);
        Assert.EndsWith("22 lines", said, StringComparison.Ordinal); // two tests: chance, and twice an interval, a mean and three seeds
    }

    [Fact]
    public void A_switch_shows_another_configuration_and_says_which_were_not_trained()
    {
        var page = Open(
            "press('[value=\"4\"]'); keep('one'); press('[value=\"2\"]'); keep('none'); press('[value=\"4\"]'); keep('other');");
        Assert.Contains("crops instead of resizing", Kept(page, "one"), StringComparison.Ordinal);
        Assert.Contains("0.600 [0.352, 0.848] | +0.100 [+0.100, +0.100]", Kept(page, "one"), StringComparison.Ordinal);
        Assert.Contains("0.500 [0.252, 0.748] as published.", Kept(page, "none"), StringComparison.Ordinal);
        var untrained = Kept(page, "other");
        Assert.Contains(
            "was not trained in this run. One switch away: as published; crops instead of resizing + residuals (not in the paper).",
            untrained, StringComparison.Ordinal);
        Assert.Contains("0.500 [0.252, 0.748] | – | –", untrained, StringComparison.Ordinal);
        Assert.EndsWith("12 lines", untrained, StringComparison.Ordinal);
    }

    [Fact]
    public void Buttons_turn_all_changes_off_and_on()
    {
        var page = Open("press('button[value=\"0\"]'); keep('off'); press('button[value=\"6\"]'); keep('on');");
        Assert.StartsWith("as published |", Kept(page, "off"), StringComparison.Ordinal);
        Assert.Contains("0.000 [0.000, 0.000]", Kept(page, "off"), StringComparison.Ordinal);
        Assert.Contains("+0.300", Kept(page, "on"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_keys_do_not_reach_the_page_around_it_and_Tab_reaches_every_switch()
    {
        const string Press = """
            var controls = [...document.querySelectorAll(".telltale-live :is(input, button)")];
            controls.forEach(control => control.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true })));
            document.body.setAttribute("data-keys", escaped + " of " + controls.filter(control => control.tabIndex === 0).length);
            """;
        var page = Open(Press);
        Assert.Equal("0 of 4", Kept(page, "keys"));
        Assert.Contains("data-lm-suppress-shortcuts=\"true\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_seed_has_no_interval()
    {
        RepairSwitches.Row[] rows = [new(DetectorChange.AsPublished, [[0.5]]), new(DetectorChange.Cropping, [[0.7]])];
        var chart = RepairSwitches.Of(Metric.BalancedAccuracy, ["unseen generator"], rows);
        var said = Kept(Browser.Open(folder, [Use, Shown.AsHtml(chart), "<script>keep('said');</script>"]), "said");
        Assert.Contains("| 0.500 | 0.700 | +0.200 |", said, StringComparison.Ordinal);
        Assert.EndsWith("5 lines", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_published_configuration_there_is_nothing_to_compare_with()
    {
        RepairSwitches.Row[] rows = [new(DetectorChange.Residuals, [[0.5]]), new(DetectorChange.Cropping, [[0.7]])];
        Assert.Throws<ArgumentException>(() => RepairSwitches.Of(Metric.BalancedAccuracy, ["test"], rows));
        Assert.Throws<ArgumentException>(() => RepairSwitches.Of(
            Metric.BalancedAccuracy, ["test"], [new(DetectorChange.AsPublished, [[0.5]])]));
    }

    private string Open(string script)
    {
        var page = Browser.Open(folder, [Use, Shown.AsHtml(Samples.RepairSwitches), $"<script>{script}</script>"]);
        Assert.Empty(Browser.ErrorsOf(page));
        return page;
    }

    private static string Kept(string page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"<body[^>]* data-{name}=\"([^\"]*)\"").Groups[1].Value);
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Telltale.Tests.Plots;
using Telltale.Workbench.Report;

namespace Telltale.Tests.Workbench.Report;

/// <summary>
/// The report in headless Chromium, on a phone and on a desk, in the light and in the dark. A page with every kind of chart, table and
/// interactive chart is audited; see <c>audit.js</c>.
/// </summary>
public sealed class ReadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    public void Nothing_overlaps_is_cut_or_pale_and_the_keyboard_reaches_every_control(int width, string scheme)
    {
        var faults = Audit(ReportPage.Html(SampleRun.Of(folder)), width, scheme);
        Assert.True(faults.Length == 0, string.Join('\n', faults.Distinct().Take(40)));
    }

    [Fact]
    public void On_a_phone_a_small_wide_table_becomes_cards_and_a_large_one_scrolls_beside_its_first_column()
    {
        static string Table(string id, int rows) => $"""
            <div class="rich"><div style="overflow-x:auto"><table id="{id}"><thead><tr>{Cells("th")}</tr></thead>
            <tbody>{string.Concat(Enumerable.Repeat($"<tr>{Cells("td")}</tr>", rows))}</tbody></table></div></div>
            """;
        static string Cells(string kind) =>
            string.Concat(Enumerable.Range(1, 8).Select(column => $"<{kind} style=\"white-space:nowrap\">a wide column {column}</{kind}>"));
        const string Look = """
            function audit() {
              const first = document.querySelector("#large td");
              first.closest("div").scrollLeft = 300;
              return [
                getComputedStyle(document.querySelector("#small td:nth-child(3)"), "::before").content,
                String(document.querySelector("#small").scrollWidth <= document.documentElement.clientWidth),
                String(first.getBoundingClientRect().left >= 0),
                String(first.getBoundingClientRect().width >= 45),
                document.querySelectorAll("#large.cards").length + " cards",
              ];
            }
            """;
        var page = ReportPage.Html(SampleRun.Of(folder)).Replace(
            "<main id=\"content\">", $"<main id=\"content\">{Table("small", 3)}{Table("large", 40)}", StringComparison.Ordinal);
        Assert.Equal(["\"a wide column 3: \"", "true", "true", "true", "0 cards"], Ask(page, 390, "light", Look));
        Assert.Equal("none", Ask(page, 1280, "light", Look)[0]);
    }

    [Fact]
    public void The_audit_finds_what_is_wrong()
    {
        const string Bad = """
            <!doctype html><html><head></head><body style="background:#fff">
            <div style="width:3000px">wide</div><p style="color:#bbb">pale</p>
            <div style="width:40px;overflow:auto;white-space:nowrap">a long line without a hint</div><a onclick="1">no link</a>
            <div style="width:40px;overflow:hidden;white-space:nowrap">a long line that is cut</div><input>
            <div class="telltale-plot"><svg width="90" height="20"><text x="0" y="15">one label</text><text x="9" y="15">another</text>
            <g class="xaxislayer-above"><g class="xtick"><text x="60" y="15">1</text></g>
            <g class="xtick"><text x="75" y="15">1</text></g></g>
            </svg></div>
            </body></html>
            """;
        var faults = Audit(Bad, 390, "light");
        Assert.All(
            ["the page is wider", "contrast", "scrolls without a hint", "scrolls without the keyboard", "not reached", "cut", "no label",
                "labels overlap", "ticks repeat"],
            what => Assert.Contains(faults, fault => fault.StartsWith(what, StringComparison.Ordinal)));
    }

    /// <summary>
    /// The faults of the page in a frame, since a window is never as narrow as a phone. The frame passes its colour scheme on.
    /// </summary>
    private string[] Audit(string page, int width, string scheme) =>
        Ask(page, width, scheme, File.ReadAllText(Path.Combine(Repository.Root, "tests/Workbench/Report/audit.js")));

    /// <summary>What the function <c>audit</c> of a script returns.</summary>
    private string[] Ask(string page, int width, string scheme, string script)
    {
        var audited = page.Replace("</body>", $$"""
            <script>
            {{script}}
            setTimeout(() => parent.postMessage({ faults: audit() }, "*"), 5000);
            </script></body>
            """, StringComparison.Ordinal);
        File.WriteAllText(folder.File("report.html"), audited);
        var shown = Browser.Open(folder, $$"""
            <!doctype html><html><head><meta charset="utf-8"></head><body style="margin:0">
            <iframe src="report.html" style="width:{{width}}px;height:900px;border:0;color-scheme:{{scheme}}"></iframe>
            <script>
            addEventListener("message", event => {
              document.body.dataset.faults = JSON.stringify(event.data.faults);
            });
            </script></body></html>
            """);
        var faults = Regex.Match(shown, "data-faults=\"([^\"]*)\"");
        Assert.True(faults.Success, "The audit has not run.");
        return JsonSerializer.Deserialize<string[]>(System.Net.WebUtility.HtmlDecode(faults.Groups[1].Value))!;
    }
}

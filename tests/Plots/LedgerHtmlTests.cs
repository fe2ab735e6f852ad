using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Tests.Data;

namespace Telltale.Tests.Plots;

public sealed class LedgerHtmlTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_ledger_is_a_table_and_a_collection_shows_its_summary_and_warnings()
    {
        folder.Touch("0_real/a.png", "0_real/b.png", "1_fake/<c>.png");
        folder.Put("1_fake/d", [0xFF, 0x0A, 0, 0]);
        folder.Put("1_fake/e", [0xFF, 0x0A, 0, 0]);
        var images = DetectionFolder.Read(folder.Root);
        var table = Shown.AsHtml(images.Ledger!);
        Assert.Matches("JPEG XL, a format that is not read</td>.*1_fake</td>", table);
        Assert.Contains(
            "5 files: 3 used (image 3), 2 left out (JPEG XL, a format that is not read 2), 0 broken", Shown.AsHtml(images),
            StringComparison.Ordinal);
        Assert.Contains(
            "<strong>Warning:</strong> 2 of 3 synthetic images (67 %) are not used", Shown.AsHtml(images), StringComparison.Ordinal);
    }
}

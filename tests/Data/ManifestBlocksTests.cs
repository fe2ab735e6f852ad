using Telltale.Data;

namespace Telltale.Tests.Data;

public sealed class ManifestBlocksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Blocks_hold_what_the_manifest_holds_in_its_order()
    {
        var manifest = Written("path,label,source\na.png,real,\"two\nlines\"\nb.png,fake,x\nc.png,1,x\nd.png,real,\ne.png,0,y\n");
        var blocks = ManifestBlocks.Open(manifest);
        Assert.Equal(5, blocks.Rows);
        var read = blocks.Read(2, new HashSet<int> { 0, 1, 2 }).ToList();
        Assert.Equal([0, 1, 2], read.Select(block => block.Number));
        Assert.Equal([2, 2, 1], read.Select(block => block.Records.Count));
        Assert.Equal(Manifest.Read(manifest), read.SelectMany(block => block.Records));
        Assert.Equal(read[2].Records, Assert.Single(blocks.Read(2, new HashSet<int> { 2 })).Records);
        Assert.Empty(blocks.Read(2, new HashSet<int>()));
    }

    [Fact]
    public void The_digest_is_that_of_the_content()
    {
        var first = ManifestBlocks.Open(Written("path,label\na.png,real\n")).Digest;
        Assert.NotEqual(first, ManifestBlocks.Open(Written("path,label\na.png,fake\n")).Digest);
        Assert.Equal(first, ManifestBlocks.Open(Written("path,label\na.png,real\n")).Digest);
    }

    [Theory]
    [InlineData("path,label\na.png,real\nb.png,reel\n", "line 3: the label 'reel' is unknown")]
    [InlineData("path,label\na.png,real\nb.png,fake\nx/../a.png,real\n", "is already on line 2")]
    [InlineData("path,label\n", "there are no rows below the header")]
    [InlineData("path;klasse\na.png;real\n", "the column 'label' is missing")]
    public void A_mistake_anywhere_is_reported_on_opening(string text, string expected) =>
        Assert.Contains(
            expected, Assert.Throws<ManifestException>(() => ManifestBlocks.Open(Written(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_manifest_gone_through_in_several_passes_is_checked_as_well()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(row => $"{row}.png,real\n"));
        Assert.Equal(40, ManifestBlocks.Open(Written($"path,label\n{rows}"), bytesAtOnce: 50).Rows);
        Assert.All(Enumerable.Range(0, 40), row => Assert.Contains($"is already on line {row + 2}", Assert.Throws<ManifestException>(
            () => ManifestBlocks.Open(Written($"path,label\n{rows}{row}.png,real\n"), bytesAtOnce: 50)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_manifest_is_refused() => Assert.Contains(
        "there is no such file", Assert.Throws<ManifestException>(() => ManifestBlocks.Open(folder.File("no.csv"))).Message,
        StringComparison.Ordinal);

    private string Written(string text)
    {
        File.WriteAllText(folder.File("manifest.csv"), text);
        return folder.File("manifest.csv");
    }
}

/// <summary>Measures the heap of the process, so nothing else may run beside it.</summary>
[Collection("alone")]
public class ManifestBlocksMemoryTests
{
    [Fact]
    public void Rows_that_were_handed_out_are_not_kept()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(
            folder.File("manifest.csv"), Enumerable.Range(0, 50_000).Select(row => $"images/{row}.png,real").Prepend("path,label"));
        var told = new List<long>();
        var blocks = ManifestBlocks.Open(folder.File("manifest.csv"), new Told(progress => told.Add(progress.Done)));
        Assert.Equal([10_000, 20_000, 30_000, 40_000, 50_000], told);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (rows, peak) = (0, 0L);
        foreach (var (number, records) in blocks.Read(500, Enumerable.Range(0, 100).ToHashSet()))
        {
            rows += records.Count;
            peak = number % 10 == 0 ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak;
        }
        // 50,000 records are over 10 MB.
        Assert.Equal(50_000, rows);
        Assert.True(peak < before + 1_000_000, $"{before:N0} bytes before, {peak:N0} at most.");
    }
}

using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public sealed class ContentDigestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public void A_sealed_file_is_accepted_wherever_its_digest_lies(int before)
    {
        var file = Sealed(before);
        using var stream = File.OpenRead(file);
        ContentDigest.Check(file, stream, "cure");
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public void Every_single_byte_that_changes_is_found_and_the_file_and_the_cure_are_named()
    {
        var file = Sealed(40);
        var content = File.ReadAllBytes(file);
        for (var at = 0; at < content.Length; at++)
        {
            byte[] changed = [.. content];
            changed[at] ^= 1;
            using var stream = new MemoryStream(changed);
            var refusal = Assert.Throws<UnusableFileException>(() => ContentDigest.Check(file, stream, "Delete it."));
            Assert.Equal((file, "Delete it."), (refusal.File, refusal.Cure));
            Assert.StartsWith($"{file}: ", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_last_mark_counts_so_that_text_of_a_user_cannot_stand_for_the_digest()
    {
        var file = folder.File("twice");
        AtomicFile.WriteSealed(file, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(
            $"{ContentDigest.Placeholder} a {ContentDigest.Placeholder} b")));
        Assert.StartsWith(ContentDigest.Placeholder, File.ReadAllText(file), StringComparison.Ordinal);
        using var stream = File.OpenRead(file);
        ContentDigest.Check(file, stream, "cure");
    }

    [Fact]
    public void A_file_without_a_digest_is_refused()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        Assert.Contains("It has no digest", Assert.Throws<UnusableFileException>(() => ContentDigest.Check("old", stream, "cure")).Message,
            StringComparison.Ordinal);
    }

    private string Sealed(int before)
    {
        var file = folder.File("sealed");
        AtomicFile.WriteSealed(file, stream =>
        {
            stream.Write(new byte[before]);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(ContentDigest.Placeholder));
            stream.Write(new byte[before]);
        });
        return file;
    }
}

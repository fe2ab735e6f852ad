using System.Runtime.Versioning;
using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

/// <summary>Windows has other permissions, and keeps a user's application data private by itself.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_cache_folder_is_for_its_user_only()
    {
        var made = PrivateFolder.Make(folder.File("parent/cache"));
        Assert.Equal(Owner, File.GetUnixFileMode(made));
        Assert.Equal(made, PrivateFolder.Make(made));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.StickyBit)]
    public void A_cache_folder_that_others_may_write_to_is_refused_with_the_cure(UnixFileMode others)
    {
        var shared = Directory.CreateDirectory(folder.File("shared")).FullName;
        File.SetUnixFileMode(shared, Owner | others);
        var message = Assert.Throws<UnusableFileException>(() => PrivateFolder.Make(shared)).Message;
        Assert.Contains($"chmod go-w '{shared}'", message, StringComparison.Ordinal);
        Assert.Contains("TELLTALE_CACHE", message, StringComparison.Ordinal);
        File.SetUnixFileMode(shared, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Equal(shared, PrivateFolder.Make(shared));
    }

    [Fact]
    public void A_file_in_the_place_of_the_cache_folder_is_named()
    {
        File.WriteAllText(folder.File("cache"), "");
        Assert.StartsWith(folder.File("cache"),
            Assert.Throws<UnusableFileException>(() => PrivateFolder.Make(folder.File("cache"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planted_or_cut_native_library_is_replaced_and_an_equal_one_is_left_alone()
    {
        var (path, library) = (folder.File("libBridge.so"), new byte[] { 1, 2, 3, 4 });
        foreach (var planted in new byte[][] { [9, 9, 9, 9], [1, 2], [] })
        {
            File.WriteAllBytes(path, planted);
            LibTorch.WriteUnlessEqual(path, library);
            Assert.Equal(library, File.ReadAllBytes(path));
        }
        var written = File.GetLastWriteTimeUtc(path);
        LibTorch.WriteUnlessEqual(path, library);
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        File.WriteAllBytes(folder.File("elsewhere"), library);
        File.Delete(path);
        File.CreateSymbolicLink(path, folder.File("elsewhere"));
        LibTorch.WriteUnlessEqual(path, library);
        Assert.Null(new FileInfo(path).LinkTarget);
    }
}

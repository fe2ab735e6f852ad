using System.ComponentModel;
using System.Diagnostics;
using CsCheck;
using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data;

public sealed class LedgerTests : IDisposable
{
    private static readonly byte[] Jpeg = ImageCodec.EncodeJpeg(new RgbImage(8, 8), 90), Png = ImageCodec.EncodePng(new RgbImage(8, 8));

    private static readonly string[] Folders =
        ["", "0_real", "1_fake", "a/0_real", "a/1_fake/deep", "b/other", ".hidden", "__MACOSX", "c/@eaDir", "b/Tp", "b/Gt", "d/image",
        "d/mask"];

    private static readonly string[] Names =
        ["a.jpg", "b.PNG", "c.jfif", "noext", "e.txt", "f.tif", "g.avif", ".h.jpg", "Thumbs.db", "i.jpg (1)", "j.part",
            "k_mask.png", "ü.webp"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_file_of_a_random_tree_is_used_left_out_or_broken_and_counted_once() =>
        Gen.Select(Gen.Int[0, Folders.Length - 1], Gen.Int[0, Names.Length - 1], Gen.Int[0, 6]).List[0, 40]
            .Sample(AccountsForAll, iter: 60, threads: 1);

    [Fact]
    public void The_summary_names_the_reasons_and_the_table_the_folders()
    {
        folder.Put("0_real/a.jfif", Jpeg);
        folder.Put("0_real/b", Png);
        folder.Put("1_fake/c.jpg_large", Jpeg);
        folder.Put("1_fake/d.heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8]);
        folder.Put("1_fake/e.heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8]);
        folder.Put("1_fake/Thumbs.db", [1]);
        folder.Put("holiday/f.jpg", Jpeg);
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal(3, images.Count);
        Assert.Equal(
            "7 files: 3 used (image 3), 4 left out (HEIC, a format that is not read 2, file of the operating system 1, " +
            "in no folder that names a class 1), 0 broken",
            images.Ledger!.Summary);
        Assert.Contains(images.Ledger.Summary, images.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            new LedgerRow("1_fake", ".heic", FileUse.LeftOut, "HEIC, a format that is not read", 2), images.Ledger.Rows);
        Assert.Contains("HEIC, a format that is not read", images.Ledger.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_loses_many_more_files_is_warned_about()
    {
        foreach (var number in Enumerable.Range(0, 10))
        {
            folder.Put($"0_real/{number}.png", Png);
            folder.Put($"1_fake/{number}.webp", number < 4 ? [0, 0, 0, 24, .. "ftypavif"u8, 0, 0, 0, 0] : Png);
            folder.Put($"1_fake/{number}.avif", number < 4 ? [0, 0, 0, 24, .. "ftypavif"u8, 0, 0, 0, 0] : Png);
        }
        var warning = Assert.Single(DetectionFolder.Read(folder.Root).Warnings);
        Assert.StartsWith("4 of 20 synthetic images (20 %) are not used, but 0 of 10 real images (0 %)", warning, StringComparison.Ordinal);
        Assert.Contains("AVIF, a format that is not read (4)", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_turn_out_to_be_broken_are_so_in_the_ledger_and_count_as_lost()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            folder.Put($"0_real/{number}.png", Png);
            folder.Put($"1_fake/{number}.png", number < 2 ? Png[..20] : Png);
        }
        var images = DetectionFolder.Read(folder.Root);
        Assert.Empty(images.Warnings);
        var verified = images.Verify(InvalidImages.Skip);
        Assert.Equal((8, 0, 2), Counts(verified.Ledger!));
        Assert.StartsWith("2 of 5 synthetic images (40 %)", Assert.Single(verified.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_leaves_out_what_it_does_not_name()
    {
        folder.Touch("a.jpg", "b.jpg", "c.jpg");
        File.WriteAllText(folder.File("manifest.csv"), "path,label\na.jpg,real\nb.jpg,synthetic\n");
        Assert.Equal(
            "4 files: 3 used (image 2, list 1), 1 left out (not named in manifest.csv 1), 0 broken",
            DetectionFolder.Read(folder.Root).Ledger!.Summary);
    }

    [Fact]
    public void Masks_and_skipped_images_of_localization_are_accounted_for()
    {
        folder.Touch("s/image/a.jpg", "s/mask/a.png", "s/image/b.jpg", "s/mask/c.png", "notes.txt");
        var images = LocalizationFolder.Read(folder.Root, new() { Invalid = InvalidImages.Skip });
        Assert.Equal(
            "5 files: 2 used (image 1, mask 1), 3 left out (It has no mask 1, in no known layout 1, no image 1), 0 broken",
            images.Ledger!.Summary);
    }

    [Fact]
    public void A_link_that_became_a_text_file_is_named()
    {
        folder.Touch("laion/0_real/a.jpg", "dalle/1_fake/b.jpg");
        File.WriteAllText(folder.File("dalle/0_real"), "../laion/0_real");
        var entry = Assert.Single(DetectionFolder.Read(folder.Root).Ledger!, file => file.Use == FileUse.LeftOut);
        Assert.Equal(("link saved as text", "../laion/0_real"), (entry.Reason, entry.Detail));
    }

    [Theory]
    [InlineData("0_real", "b/0_real")] // a folder
    [InlineData("0_real/a.jpg", "b/0_real/c.jpg")] // a file
    public void A_bind_mount_adds_no_image(string original, string mount)
    {
        folder.Put("0_real/a.jpg", Jpeg);
        folder.Put("1_fake/a.jpg", Png);
        Directory.CreateDirectory(folder.File("b/0_real"));
        if (original.EndsWith(".jpg", StringComparison.Ordinal))
        {
            folder.Touch(mount);
        }
        Assert.SkipUnless(Run("mount", "--bind", folder.File(original), folder.File(mount)), "This user may not mount.");
        try
        {
            var read = DetectionFolder.Read(folder.Root);
            Assert.Equal(2, read.Count);
            Assert.Single(read.Ledger!, file => file.Use == FileUse.LeftOut);
        }
        finally
        {
            Assert.True(Run("umount", folder.File(mount)));
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private void AccountsForAll(List<(int Folder, int Name, int Kind)> files)
    {
        using var tree = new TemporaryFolder();
        tree.Put("base/0_real/r.jpg", Jpeg);
        tree.Put("base/0_real/s.jpg", Jpeg);
        tree.Put("base/1_fake/f.jpg", [.. Jpeg, 0]);
        foreach (var (index, (place, name, kind)) in files.Index())
        {
            Add(tree, Path.Combine(Folders[place], Names[name]), kind, index);
        }
        var onDisk = OnDisk(new DirectoryInfo(tree.Root)).ToHashSet();
        foreach (var images in new[] { DetectionFolder.Read(tree.Root), DetectionFolder.Read(tree.Root).Verify(InvalidImages.Skip) })
        {
            var ledger = images.Ledger!;
            Assert.Equal(onDisk.Order(StringComparer.Ordinal), ledger.Select(file => file.Path).Order(StringComparer.Ordinal));
            Assert.Equal(images.Select(record => record.Path).ToHashSet(),
                [.. ledger.Where(file => file.Reason == "image").Select(file => file.Path)]);
            var (used, leftOut, broken) = Counts(ledger);
            Assert.Equal((onDisk.Count, images.Skipped.Count), (used + leftOut + broken, broken));
        }
    }

    private static void Add(TemporaryFolder tree, string name, int kind, int index)
    {
        var path = tree.File(name);
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        switch (kind)
        {
            case 0:
                File.WriteAllBytes(path, [.. Jpeg, (byte)index]);
                break;
            case 1:
                File.WriteAllBytes(path, Png);
                break;
            case 2:
                File.WriteAllText(path, "text");
                break;
            case 3:
                File.WriteAllBytes(path, Jpeg[..40]);
                break;
            case 4:
                File.CreateSymbolicLink(path, tree.File("base/0_real/s.jpg"));
                break;
            case 5:
                Directory.CreateSymbolicLink(path, tree.Root);
                break;
            default:
                File.CreateSymbolicLink(path, tree.File("nowhere"));
                break;
        }
    }

    /// <summary>All files and links; links are not followed.</summary>
    private static IEnumerable<string> OnDisk(DirectoryInfo folder) => folder.EnumerateFileSystemInfos().SelectMany(entry =>
        entry is DirectoryInfo { LinkTarget: null } inner ? OnDisk(inner) : [entry.FullName]);

    private static (int Used, int LeftOut, int Broken) Counts(Ledger ledger) =>
        (ledger.Of(FileUse.Used), ledger.Of(FileUse.LeftOut), ledger.Of(FileUse.Broken));
}

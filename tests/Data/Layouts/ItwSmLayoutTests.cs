using Telltale.Data;
using Telltale.Data.Layouts;

namespace Telltale.Tests.Data.Layouts;

public sealed class ItwSmLayoutTests : IDisposable
{
    private static readonly string[] Official =
    [
        "ITW-SM/0_real/Facebook_real_1042.jpg", "ITW-SM/0_real/Instagram_real_3.jpg", "ITW-SM/0_real/Linkedin_real_7.jpg",
        "ITW-SM/0_real/X_real_9.jpg", "ITW-SM/1_fake/facebook_1.jpg", "ITW-SM/1_fake/instagram_1030.jpg", "ITW-SM/1_fake/linkedin_2.jpg",
        "ITW-SM/1_fake/x_618.jpg",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_platform_is_a_source_with_both_classes()
    {
        folder.Touch(Official);
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal(["ITW-SM/facebook", "ITW-SM/instagram", "ITW-SM/linkedin", "ITW-SM/x"], images.Sources);
        Assert.All(images.GroupBy(record => record.Source), source => Assert.Equal([ImageLabel.Real, ImageLabel.Synthetic],
            source.Select(record => record.Label)));
        Assert.Equal(4, images.Grouped(GroupBy.Source).Select(record => record.SourceId).Distinct().Count());
    }

    [Fact]
    public void The_metadata_are_used_and_accounted_for()
    {
        folder.Touch(Official);
        folder.Touch("ITW-SM/1_fake/renamed.jpg");
        folder.Touch(Enumerable.Range(0, 20).Select(number => $"ITW-SM/0_real/X_real_{100 + number}.jpg"));
        File.WriteAllText(
            folder.File("ITW-SM/metadata.csv"),
                "file_name,label,target,platform\n1_fake/renamed.jpg,fake,1,Instagram\n0_real/X_real_9.jpg,real,0,X\n");
        var images = DetectionFolder.Read(folder.Root);
        Assert.Equal("ITW-SM/instagram", images.Single(record => record.Path.EndsWith("renamed.jpg", StringComparison.Ordinal)).Source);
        Assert.Equal(
            (29, "list"), (images.Count, images.Ledger!.Single(file => file.Path.EndsWith(".csv", StringComparison.Ordinal)).Reason));
    }

    [Fact]
    public void Metadata_that_contradict_a_folder_are_refused_with_both()
    {
        folder.Touch(Official);
        File.WriteAllText(folder.File("ITW-SM/metadata.csv"), "file_name,label,target,platform\n1_fake/x_618.jpg,real,0,X\n");
        var error = Assert.Throws<ManifestException>(() => DetectionFolder.Read(folder.Root));
        Assert.Contains("the target of x_618.jpg is 0, but it is in the folder 1_fake", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_names_in_the_same_folders_are_plain_class_folders()
    {
        folder.Touch("set/0_real/a.jpg", "set/1_fake/b.jpg");
        Assert.Equal(["set"], DetectionFolder.Read(folder.Root).Sources);
    }
}

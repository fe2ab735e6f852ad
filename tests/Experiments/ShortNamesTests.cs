using Telltale.Experiments;

namespace Telltale.Tests.Experiments;

public class ShortNamesTests
{
    [Theory]
    [InlineData("/a/resnet.csv", "/b/vit.csv", "resnet", "vit")]
    [InlineData("/a/scores.csv", "/b/scores.csv", "a/scores", "b/scores")]
    [InlineData("/a/x/scores.csv", "/b/x/scores.csv", "a/x/scores", "b/x/scores")]
    [InlineData("/scores.csv", "/a/scores.csv", "scores", "a/scores")]
    [InlineData("/a/scores.csv", "/a/scores.tsv", "scores.csv", "scores.tsv")]
    [InlineData("/a/scores.csv", "/a/../a/scores.csv", "scores", "scores")]
    public void Names_of_two_files_differ_where_the_files_do(string first, string second, string one, string other) =>
        Assert.Equal((one, other), ShortNames.Of(first, second));
}

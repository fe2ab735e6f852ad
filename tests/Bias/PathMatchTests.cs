using System.Diagnostics;
using CsCheck;
using Telltale.Bias;

namespace Telltale.Tests.Bias;

public class PathMatchTests
{
    private static readonly Gen<string> Paths = Gen.String[Gen.Char["abé"], 1, 2].List[1, 4].Select(parts => string.Join('/', parts));

    [Fact]
    public void The_longest_common_ending_wins_as_in_a_plain_comparison_with_every_file() =>
        Gen.Select(Paths.List[1, 12], Paths).Sample((known, path) =>
        {
            string[] distinct = [.. known.Distinct()];
            var found = new PathMatch<string>(distinct, item => item, extensions: true).Find(path);
            var common = distinct.Select(item => item.Split('/').Reverse().Zip(path.Split('/').Reverse())
                .TakeWhile(pair => pair.First == pair.Second).Count()).ToArray();
            var best = distinct.Where((_, index) => common[index] == common.Max() && common[index] > 0).ToArray();
            // The whole path is a better match than a longer path with the same ending.
            return distinct.Contains(path) ? found.SequenceEqual([path])
                : best.Length > 1 ? found.Count == 2 && found.All(best.Contains) : found.SequenceEqual(best);
        });

    [Fact]
    public void Extensions_are_ignored_on_request()
    {
        var match = new PathMatch<string>(["/a/1.png", "/b/1.tif"], item => item, extensions: false);
        Assert.Equal(["/b/1.tif"], match.Find("x/b/1.jpg"));
        Assert.Equal(["/a/1.png", "/b/1.tif"], match.Find("1.jpg"));
        Assert.Empty(match.Find("/"));
    }

    [Fact]
    public void Time_grows_with_the_number_of_files_not_with_its_square()
    {
        var small = Seconds(5_000);
        // Twenty times the files; comparing each with each would take 400 times as long.
        Assert.InRange(Seconds(100_000), 0, 100 * Math.Max(small, 0.01));
    }

    private static double Seconds(int count)
    {
        var started = Stopwatch.GetTimestamp();
        var folders = count / 40;
        string[] files = [.. Enumerable.Range(0, count).Select(index => $"/data/video{index % folders}/{index / folders:D5}.png")];
        var match = new PathMatch<string>(files, item => item, extensions: true);
        Assert.All(files, file => Assert.Single(match.Find(file[6..])));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}

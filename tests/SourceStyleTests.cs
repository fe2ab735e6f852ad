using System.Text.RegularExpressions;

namespace Telltale.Tests;

/// <summary>What no analyzer checks: the width of lines, the length of files, one way to measure time.</summary>
public partial class SourceStyleTests
{
    private const int Columns = 140;

    private const int Lines = 300;

    private static readonly string[] Files = [.. Repository.Files("lib"), .. Repository.Files("environment"), .. Repository.Files("tests")];

    [Fact]
    public void Lines_have_at_most_140_columns() =>
        Assert.Empty(Files.SelectMany(file => File.ReadLines(file).Index()
            .Where(line => line.Item.EnumerateRunes().Count() > Columns)
            .Select(line => Place(file, line.Index))));

    [Fact]
    public void Files_have_at_most_300_lines() =>
        Assert.Empty(Files.Where(file => File.ReadLines(file).Count() > Lines).Select(Repository.Relative));

    /// <summary>A change of the system's clock does not affect <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    [Fact]
    public void Time_is_measured_with_Stopwatch() =>
        Assert.Empty(Repository.Files("lib").Concat(Repository.Files("environment")).SelectMany(file => File.ReadLines(file).Index()
            .Where(line => OtherClock().IsMatch(line.Item) && !line.Item.Contains("GetLastWriteTimeUtc", StringComparison.Ordinal))
            .Select(line => Place(file, line.Index))));

    [GeneratedRegex(@"\bTimeProvider\.System\b|\bDateTime\.(Utc)?Now\b|\bEnvironment\.TickCount")]
    private static partial Regex OtherClock();

    private static string Place(string file, int index) => $"{Repository.Relative(file)}:{index + 1}";
}

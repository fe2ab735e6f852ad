using System.Text.RegularExpressions;

namespace Telltale.Tests;

/// <summary>What no analyzer checks: the width of lines, the length of files, one way to measure time.</summary>
public partial class SourceStyleTests
{
    private const int Columns = 140;

    private const int Lines = 300;

    private static readonly string[] Files = [.. Below("lib"), .. Below("environment"), .. Below("tests")];

    [Fact]
    public void Lines_have_at_most_140_columns() =>
        Assert.Empty(Files.SelectMany(file => File.ReadLines(file).Index()
            .Where(line => line.Item.EnumerateRunes().Count() > Columns)
            .Select(line => Place(file, line.Index))));

    [Fact]
    public void Files_have_at_most_300_lines() =>
        Assert.Empty(Files.Where(file => File.ReadLines(file).Count() > Lines).Select(Relative));

    /// <summary>A change of the system's clock does not affect <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    [Fact]
    public void Time_is_measured_with_Stopwatch() =>
        Assert.Empty(Below("lib").Concat(Below("environment")).SelectMany(file => File.ReadLines(file).Index()
            .Where(line => OtherClock().IsMatch(line.Item))
            .Select(line => Place(file, line.Index))));

    [GeneratedRegex(@"\bTimeProvider\.System\b|\bDateTime\.(Utc)?Now\b|\bEnvironment\.TickCount")]
    private static partial Regex OtherClock();

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj"));

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static string Place(string file, int index) => $"{Relative(file)}:{index + 1}";
}

using System.Text.RegularExpressions;

namespace Telltale.Tests;

/// <summary>What the documentation promises a reader: links that lead somewhere, a short README, every setting in one table.</summary>
public partial class DocumentationTests
{
    private const int ReadmeLines = 120;

    private static readonly string[] Pages =
        [.. Directory.GetFiles(Repository.Root, "*.md"), .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")];

    [Fact]
    public void Links_lead_to_files_and_headings() => Assert.All(Pages, page =>
    {
        foreach (var link in Link().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value.Split('#')))
        {
            var target = link[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, link[0]);
            Assert.True(Path.Exists(target), $"{page} links to {link[0]}, which does not exist.");
            if (link is [_, var anchor])
            {
                Assert.Contains(anchor, Anchors(target));
            }
        }
    });

    [Fact]
    public void The_README_is_short() => Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "README.md")).Count(), 1, ReadmeLines);

    [Fact]
    public void Every_environment_variable_is_in_the_table()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "docs", "data.md"));
        var used = new[] { "lib", "environment" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Value));
        Assert.All(used.Distinct(),
            variable => Assert.Contains($"| `{variable}`", table.Replace("`, `", "`\n| `", StringComparison.Ordinal)));
    }

    // As GitHub derives them from headings.
    private static IEnumerable<string> Anchors(string page) => File.ReadLines(page)
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("TELLTALE_[A-Z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}

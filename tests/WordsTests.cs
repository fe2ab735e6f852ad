using System.Text.RegularExpressions;

namespace Telltale.Tests;

/// <summary>One word for each thing: retired words stay out of the sources, the notebooks and the documentation.</summary>
/// <remarks>The words to use are in <c>docs/glossary.md</c>.</remarks>
public class WordsTests
{
    /// <summary>A retired word and what to write instead. Made once: a pattern given as text is parsed anew for each line.</summary>
    private static readonly (Regex Retired, string Replacement)[] Words =
    [
        (new(@"Winograd['’]s (way|tiles|planes|matrix|transforms?)"), "Winograd convolution, Winograd tiles …"),
        (new(@"\b([Mm]anipulated|[Tt]ampered)\b"), "edited"),
        (new(@"\bmade anew\b"), "fully regenerated"),
        (new(@"\b[Rr]ightly\b"), "correctly"),
        (new(@"\banswered (real|synthetic|edited|authentic|positive|negative|rightly|wrongly|right|wrong|so)\b"), "predicted …"),
        (new(@"\b([Tt]rivial|[Bb]lind) (answer|prediction)s?\b"), "constant prediction"),
        (new(@"\b[Ll]earnt\b"), "learned, trained"),
        (new(@"\bstep size\b"), "learning rate"),
        (new(@"\brate curve\b"), "learning-rate schedule"),
        (new(@"\bdrawn together\b"), "resampled by group"),
        (new(@"\b[Dd]raw(s|n)? (images|edits|pixels) of one original\b"), "resample by group"),
        (new(@"\b(stands?|stood) beside\b"), "is shown next to"),
        (new(@"\bturn(ed|s)? (a)?round\b"), "reverse"),
        (new(@"\b(way|ways) (back|there)\b"), "forward pass, backward pass"),
        (new(@"\b[Pp]ixels? first\b"), "channels-last"),
        (new(@"\b[Ff]igures\b|\b(a|the|every|each|one|this|that|its|no|paper's) figure\b"), "value, metric; chart for a drawing"),
        (new(@"\bwhiskers?\b"), "interval"),
        (new(@"\bmother\b"), "original"),
        (new(@"\bfound again\b|\bfinds? again\b"), "recomputed"),
        (new(@"\bpassed over\b"), "skipped, ignored"),
    ];

    /// <summary>Lines on which a retired word is right, each with its reason.</summary>
    private static readonly (string File, string Line, string Reason)[] Allowed =
    [
        ("lib/Data/ManifestLabels.cs", "\"tampered\"", "labels of other tools' manifests are still read"),
        ("lib/Data/Layouts/FolderPair.cs", "\"tampered\"", "folders of other data sets"),
        ("docs/data.md", "`tampered`", "the same, documented"),
        ("CHANGELOG.md", "`tampered`", "the same, documented"),
        ("docs/extending.md", "(`tampered`)", "an example of such a name"),
        ("", "environment/figures/", "the folder of the README's images"),
    ];

    private static readonly string[] Folders = ["lib", "environment", "notebooks", "docs"];
    private static readonly string[] Extensions = [".cs", ".md", ".ipynb", ".py", ".sh", ".css"];

    [Fact]
    public void Retired_words_are_not_used()
    {
        var hits = Files().SelectMany(Hits).ToArray();
        Assert.True(
            hits.Length == 0,
            $"{hits.Length} uses of retired words (a name that others chose goes into Allowed):\n{string.Join('\n', hits)}");
    }

    private static IEnumerable<string> Files() => Folders
        .SelectMany(folder => Repository.Files(folder, "*"))
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
        .Where(file => Extensions.Contains(Path.GetExtension(file)))
        .Select(Repository.Relative)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Hits(string file) =>
        from line in File.ReadLines(Path.Combine(Repository.Root, file)).Index()
        where !Allowed.Any(allowed => file.StartsWith(allowed.File, StringComparison.Ordinal)
            && line.Item.Contains(allowed.Line, StringComparison.Ordinal))
        from word in Words
        let match = word.Retired.Match(line.Item)
        where match.Success
        select $"{file}:{line.Index + 1}: '{match.Value}'; write: {word.Replacement}";
}

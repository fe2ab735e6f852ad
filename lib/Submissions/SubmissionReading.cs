using System.IO.Compression;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>Finds the files of a submission and checks each.</summary>
/// <param name="path">An archive, or the folder with the archives; absolute.</param>
/// <param name="images">The path of each test image by its name; null where no folder was given.</param>
internal sealed class SubmissionReading(string path, IReadOnlyDictionary<string, string>? images)
{
    // 10 million images with names of a hundred characters.
    private const long LargestCsv = 1L << 30;

    private readonly ProblemList problems = new();
    private readonly List<string> found = [];
    private readonly List<CheckedScores> entries = [];

    public SubmissionCheck Check()
    {
        var isFolder = Directory.Exists(path);
        string[] files = isFolder ? [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)] : [path];
        foreach (var file in files)
        {
            Check(file);
        }
        string[] folders = isFolder ? [.. Directory.GetDirectories(path).Order(StringComparer.Ordinal)] : [];
        foreach (var folder in folders)
        {
            problems.Add(Path.GetFileName(folder), "this folder is not part of a submission; move it away.");
        }
        if (!files.Any(file => KindOf(file) is not null))
        {
            problems.Add(path, $"there is no archive called TEAM{SubmissionNames.Constrained}, TEAM{SubmissionNames.Open} or "
                + $"TEAM{SubmissionNames.Masks}.");
        }
        CompareEntries();
        return new(path, found, problems.All);
    }

    private static string? KindOf(string file) => Array.Find(
        [SubmissionNames.Constrained, SubmissionNames.Open, SubmissionNames.Masks],
        ending => Path.GetFileName(file).EndsWith(ending, StringComparison.Ordinal) && Path.GetFileName(file).Length > ending.Length);

    private void Check(string file)
    {
        var name = Path.GetFileName(file);
        switch (KindOf(file))
        {
            case SubmissionNames.Masks:
                Opened(file, archive => CheckMasks(file, archive));
                break;
            case not null:
                Opened(file, archive => CheckDetection(name, archive));
                break;
            case null when name == SubmissionNames.Scores && Directory.Exists(path):
                if (!Directory.GetFiles(path).Any(other => KindOf(other) == SubmissionNames.Masks))
                {
                    problems.Add(name, $"there is no archive TEAM{SubmissionNames.Masks} beside it.");
                }
                break;
            default:
                problems.Add(name, Directory.Exists(path) ? "this file is not part of a submission; move it away."
                    : "its name ends neither in _constrained.zip nor in _open.zip nor in _localization_masks.zip; rename it.");
                break;
        }
    }

    private void Opened(string file, Action<ZipArchive> check)
    {
        try
        {
            using var stream = RegularFile.Open(file);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            check(archive);
        }
        catch (InvalidDataException error)
        {
            problems.Add(Path.GetFileName(file), $"it cannot be read as a zip archive ({error.Message.TrimEnd('.')}).");
        }
    }

    private void CheckDetection(string name, ZipArchive archive)
    {
        ZipArchiveEntry[] files = [.. archive.Entries.Where(entry => entry.Name.Length > 0)];
        ZipArchiveEntry[] tables = [.. files.Where(entry => entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))];
        if (files.Length != 1 || tables.Length != 1)
        {
            problems.Add(name, $"it contains {Names(files)}; expected is one CSV file and nothing else.");
        }
        foreach (var table in tables.Take(1))
        {
            RefuseFolder(name, table);
            entries.Add(Scores($"{name}/{table.FullName}", SubmissionNames.Detection, SubmissionArchive.Read(table, LargestCsv)));
        }
    }

    private void CheckMasks(string file, ZipArchive archive)
    {
        var (name, check) = (Path.GetFileName(file), new MasksCheck(Path.GetFileName(file), images, problems));
        var (inside, others) = ((CheckedScores?)null, new List<ZipArchiveEntry>());
        foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0))
        {
            RefuseFolder(name, entry);
            if (entry.Name.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            {
                check.Check(entry);
            }
            else if (entry.Name == SubmissionNames.Scores)
            {
                inside = Scores($"{name}/{entry.FullName}", SubmissionNames.Localization, SubmissionArchive.Read(entry, LargestCsv));
            }
            else
            {
                others.Add(entry);
            }
        }
        if (others.Count > 0)
        {
            problems.Add(name,
                $"it contains {Names([.. others])}; expected are .npz files only, and {SubmissionNames.Scores} beside or inside.");
        }
        found.Add($"{name}: {check.Stems.Count.Counted("mask")}");
        check.CheckAgainst(ScoresBeside(file, name, inside));
    }

    private CheckedScores? ScoresBeside(string file, string name, CheckedScores? inside)
    {
        var beside = Path.Combine(Path.GetDirectoryName(file)!, SubmissionNames.Scores);
        if (!File.Exists(beside))
        {
            if (inside is null)
            {
                problems.Add(name, $"there is no {SubmissionNames.Scores}, neither beside the archive nor inside.");
            }
            return inside;
        }
        if (inside is not null)
        {
            problems.Add(SubmissionNames.Scores, $"there is one beside {name} and one inside; remove one of them.");
        }
        var content = RegularFile.ReadAllBytes(beside, LargestCsv);
        return Scores(SubmissionNames.Scores, SubmissionNames.Localization, content);
    }

    private CheckedScores Scores(string name, string[] columns, byte[] content)
    {
        var scores = new ScoresCheck(name, columns, problems).Check(content);
        found.Add($"{name}: {scores.Rows.Counted("row")}");
        if (images is null)
        {
            return scores;
        }
        if (images.Keys.Where(image => !scores.Probabilities.ContainsKey(image)).ToArray() is { Length: > 0 } missing)
        {
            problems.Add(name, $"{scores.Rows.Counted("row")} for {images.Count.Counted("test image")}; "
                + $"{missing.Length.Counted("image is", "images are")} missing, such as {missing[0]}.");
        }
        if (scores.Probabilities.Keys.Where(image => !images.ContainsKey(image)).ToArray() is { Length: > 0 } unknown)
        {
            problems.Add(name, $"{unknown.Length.Counted("row names", "rows name")} no test image, such as '{unknown[0]}'.");
        }
        return scores;
    }

    private void CompareEntries()
    {
        if (entries is not [var first, var second] || first.Probabilities.Count != second.Probabilities.Count || first.Rows == 0)
        {
            return;
        }
        if (first.Probabilities.All(row => second.Probabilities.TryGetValue(row.Key, out var other) && row.Value.Equals(other)))
        {
            problems.Add(second.File, $"its scores are identical to those of {first.File}: one entry was submitted twice.");
        }
    }

    private void RefuseFolder(string name, ZipArchiveEntry entry)
    {
        if (entry.FullName != entry.Name)
        {
            problems.Add(name, null, "files in folders", $"{entry.FullName} lies in a folder; put it at the top of the archive.");
        }
    }

    private static string Names(ZipArchiveEntry[] files)
    {
        const int Shown = 3;
        var more = files.Length > Shown ? $" and {(files.Length - Shown).Counted("more file")}" : "";
        return files.Length == 0 ? "no files" : string.Join(", ", files.Take(Shown).Select(entry => entry.FullName)) + more;
    }
}

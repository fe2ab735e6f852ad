using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>The folder of the parts of a collection's scores.</summary>
/// <param name="folder">May not exist yet.</param>
internal sealed class ScoreFolder(string folder)
{
    private readonly string folder = Path.GetFullPath(folder);

    /// <summary>The file of a part, named by its number.</summary>
    public string PathOf(int part) => Path.Combine(folder, $"part-{part:D6}.parquet");

    /// <summary>The headers of the parts, in order.</summary>
    /// <exception cref="UnusableFileException">A part is corrupt or was changed after it was written.</exception>
    /// <exception cref="InvalidDataException">A part is renamed, or the parts are of different plans.</exception>
    public IReadOnlyList<ScorePartHeader> Headers()
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "part-*.parquet") : [];
        var headers = files.Select(ReadHeader).OrderBy(header => header.Part).ToList();
        if (headers.Find(header => header.Plan != headers[0].Plan) is { } other)
        {
            throw new InvalidDataException(
                $"{folder} contains scores that do not belong together. {PathOf(headers[0].Part)} and {PathOf(other.Part)} differ: "
                + $"{other.Plan.DifferencesFrom(headers[0].Plan)}. Delete the parts that should not be there.");
        }
        return headers;
    }

    /// <summary>The existing parts.</summary>
    /// <exception cref="InvalidDataException">They are of another plan; the message lists the differences.</exception>
    public HashSet<int> PartsOf(ScoringPlan plan)
    {
        SweptFolders.Sweep(folder);
        var headers = Headers();
        return headers.Count == 0 || headers[0].Plan == plan ? [.. headers.Select(header => header.Part)] : throw new InvalidDataException(
            $"{folder} contains scores of another run: {plan.DifferencesFrom(headers[0].Plan)}. " +
            "Use another folder, or delete this one to start over.");
    }

    /// <summary>The headers of all parts, in order.</summary>
    /// <exception cref="InvalidDataException">A part is missing; the message lists parts and shards.</exception>
    public IReadOnlyList<ScorePartHeader> Complete()
    {
        var headers = Headers();
        if (headers.Count == 0)
        {
            throw new InvalidDataException($"{folder} contains no scores (part-*.parquet). Run CollectionScoring with this folder first.");
        }
        var existing = headers.Select(header => header.Part).ToHashSet();
        var missing = Enumerable.Range(0, headers[0].Plan.PartCount).Where(part => !existing.Contains(part)).ToList();
        return missing.Count == 0 ? headers : throw new InvalidDataException(
            $"{folder}: {missing.Count} of {headers[0].Plan.PartCount} parts missing ({Listed(missing)}). {Fix(headers, missing)}");
    }

    private ScorePartHeader ReadHeader(string file)
    {
        var header = ScorePart.ReadHeader(file);
        return file == PathOf(header.Part) ? header : throw new InvalidDataException(
            $"{file} is a copy of {PathOf(header.Part)}: its rows would be counted twice. Delete it, or restore its name.");
    }

    private static string Fix(IReadOnlyList<ScorePartHeader> headers, List<int> missing)
    {
        // The number of shards may differ between runs; then a run without shards finds what is missing.
        var count = headers.Select(header => header.Shard.Count).Distinct().Count() == 1 ? headers[0].Shard.Count : 1;
        var shards = missing.Select(part => new Shard(part % count, count)).Distinct().OrderBy(shard => shard.Index).ToList();
        return count == 1
            ? "Run the scoring again; it resumes where it stopped."
            : $"Run the shards {Listed(shards)} until they finish.";
    }

    private static string Listed<T>(IReadOnlyList<T> items) => string.Join(", ", items.Take(20)) + (items.Count > 20 ? ", …" : "");
}

using Parquet;
using Parquet.Serialization;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>The header of a part, stored in its footer.</summary>
/// <param name="Part">Its number, from 0.</param>
/// <param name="Shard">The shard that wrote it.</param>
/// <param name="Plan">What determines the scores.</param>
internal sealed record ScorePartHeader(int Part, Shard Shard, ScoringPlan Plan);

/// <summary>
/// A part of a collection's scores as a Parquet file. Parquet.Net is 1.5 MB of managed code
/// that runs wherever .NET does; ParquetSharp adds 27 MB of native code per platform and a version of Arrow that restores with a warning.
/// </summary>
internal static class ScorePart
{
    private const string Key = "telltale", DigestKey = "telltale digest";
    private const string Cure = "Delete it and run the scoring again.";
    private const long MostBytes = 1L << 30;

    /// <summary>Writes a part atomically, with a digest of its content.</summary>
    public static void Write(string path, ScorePartHeader header, IReadOnlyList<ScoredRow> rows)
    {
        using var content = new MemoryStream();
        var metadata = new Dictionary<string, string> { [Key] = StrictJson.Write(header), [DigestKey] = ContentDigest.Placeholder };
        ParquetSerializer.SerializeAsync(rows, content, customMetadata: metadata).GetAwaiter().GetResult();
        AtomicFile.WriteSealed(path, stream => content.WriteTo(stream));
    }

    /// <summary>The header of a part; its rows are checked against the digest, but not read.</summary>
    /// <exception cref="UnusableFileException">It is not such a part, or was changed after it was written.</exception>
    public static ScorePartHeader ReadHeader(string path) => Read(path, async stream =>
    {
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        return StrictJson.Read<ScorePartHeader>(reader.CustomMetadata.GetValueOrDefault(Key, ""));
    });

    /// <summary>The records and scores of a part.</summary>
    /// <param name="path">The part.</param>
    /// <param name="header">Its header.</param>
    /// <param name="shared">Interns strings: a million rows name few sources.</param>
    /// <exception cref="UnusableFileException">It is not such a part, or was changed after it was written.</exception>
    public static IReadOnlyList<(Prediction Prediction, string? Problem)> ReadRows(
        string path, ScorePartHeader header, Func<string, string> shared) => Read(path, async stream =>
    {
        var rows = (await ParquetSerializer.DeserializeAsync<ScoredRow>(stream).ConfigureAwait(false)).Data;
        var first = header.Plan.FirstRow(header.Part);
        return rows.Select(row => row.Row).SequenceEqual(Enumerable.Range(first, header.Plan.RowsOf(header.Part)))
            ? rows.Select(row => row.ToPrediction(shared)).ToList()
            : throw new FormatException(
                $"it should have the rows {first} to {first + header.Plan.RowsOf(header.Part) - 1} of the manifest");
    });

    private static T Read<T>(string path, Func<Stream, Task<T>> read)
    {
        using var stream = new MemoryStream(ReplacedFile.Read(() => RegularFile.ReadAllBytes(path, MostBytes)), writable: false);
        ContentDigest.Check(path, stream, Cure);
        try
        {
            return read(stream).GetAwaiter().GetResult();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException) // the library throws any exception on corrupt data
        {
            throw new UnusableFileException(
                path, $"It is not a part of a collection's scores, or is corrupt: {cause.Message.TrimEnd('.')}.", Cure, cause);
        }
    }
}

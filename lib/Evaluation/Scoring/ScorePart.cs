using System.Text.Json;
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
/// A part of a collection's scores as a Parquet file; the only file that uses the Parquet library. Parquet.Net is 1.5 MB of managed code
/// that runs wherever .NET does; ParquetSharp adds 27 MB of native code per platform and a version of Arrow that restores with a warning.
/// </summary>
internal static class ScorePart
{
    private const string Key = "telltale";

    /// <summary>Writes a part atomically.</summary>
    public static void Write(string path, ScorePartHeader header, IReadOnlyList<ScoredRow> rows)
    {
        using var content = new MemoryStream();
        var metadata = new Dictionary<string, string> { [Key] = JsonSerializer.Serialize(header) };
        ParquetSerializer.SerializeAsync(rows, content, customMetadata: metadata).GetAwaiter().GetResult();
        AtomicFile.Write(path, stream => content.WriteTo(stream));
    }

    /// <summary>The header of a part, without reading its rows.</summary>
    /// <exception cref="InvalidDataException">It is not such a part, or is corrupt; the message names it.</exception>
    public static ScorePartHeader ReadHeader(string path) => Read(path, async stream =>
    {
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        return JsonSerializer.Deserialize<ScorePartHeader>(reader.CustomMetadata[Key])!;
    });

    /// <summary>The rows of a part.</summary>
    /// <exception cref="InvalidDataException">It is corrupt; the message names it.</exception>
    public static IEnumerable<ScoredRow> ReadRows(string path) =>
        Read(path, async stream => (await ParquetSerializer.DeserializeAsync<ScoredRow>(stream).ConfigureAwait(false)).Data);

    private static T Read<T>(string path, Func<Stream, Task<T>> read)
    {
        using var stream = File.OpenRead(path);
        try
        {
            return read(stream).GetAwaiter().GetResult();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException) // the library throws any exception on corrupt data
        {
            throw new InvalidDataException(
                $"{path} is not a part of a collection's scores, or is corrupt: {cause.Message} Delete it and run the scoring again.",
                cause);
        }
    }
}

using System.Text.Json;
using Parquet;
using Parquet.Serialization;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>What a part says of itself in its footer.</summary>
/// <param name="Part">Its number, from 0.</param>
/// <param name="Shard">The shard in whose run it was written.</param>
/// <param name="Plan">What decides the scores.</param>
internal sealed record ScorePartHeader(int Part, Shard Shard, ScoringPlan Plan);

/// <summary>
/// A part of a collection's scores as a Parquet file; the only file that knows the Parquet library. That is Parquet.Net: managed code of 1.5 MB
/// that runs wherever .NET does, where ParquetSharp brings 27 MB of native code for each platform and a version of Arrow that restores with a warning.
/// </summary>
internal static class ScorePart
{
    private const string Key = "telltale";

    /// <summary>Writes a part, whole or not at all.</summary>
    public static void Write(string path, ScorePartHeader header, IReadOnlyList<ScoredRow> rows)
    {
        using var content = new MemoryStream();
        var metadata = new Dictionary<string, string> { [Key] = JsonSerializer.Serialize(header) };
        ParquetSerializer.SerializeAsync(rows, content, customMetadata: metadata).GetAwaiter().GetResult();
        AtomicFile.Write(path, stream => content.WriteTo(stream));
    }

    /// <summary>What a part says of itself; its rows are not read.</summary>
    /// <exception cref="InvalidDataException">It is no such part, or damaged; the message names it.</exception>
    public static ScorePartHeader ReadHeader(string path) => Read(path, async stream =>
    {
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        return JsonSerializer.Deserialize<ScorePartHeader>(reader.CustomMetadata[Key])!;
    });

    /// <summary>The rows of a part.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message names it.</exception>
    public static IEnumerable<ScoredRow> ReadRows(string path) =>
        Read(path, async stream => (await ParquetSerializer.DeserializeAsync<ScoredRow>(stream).ConfigureAwait(false)).Data);

    private static T Read<T>(string path, Func<Stream, Task<T>> read)
    {
        using var stream = File.OpenRead(path);
        try
        {
            return read(stream).GetAwaiter().GetResult();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException) // the library throws whatever a damaged byte leads it to
        {
            throw new InvalidDataException(
                $"{path} is no part of a collection's scores, or damaged: {cause.Message} Delete it and run the scoring again; it will be written anew.", cause);
        }
    }
}

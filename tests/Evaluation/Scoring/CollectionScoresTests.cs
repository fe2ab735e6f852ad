using DuckDB.NET.Data;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Tests.Evaluation.Scoring;

public sealed class CollectionScoresTests : IDisposable
{
    private readonly ScoredCollection images = new(58);

    public void Dispose() => images.Dispose();

    [Fact]
    public void Missing_shards_are_listed()
    {
        images.Score("scores", new(0, 4));
        images.Score("scores", new(2, 4));
        var message = Assert.Throws<InvalidDataException>(() => images.Read("scores")).Message;
        Assert.Equal($"{images.Folder("scores")}: 3 of 6 parts missing (1, 3, 5). Run the shards 1/4, 3/4 until they finish.", message);
    }

    [Fact]
    public void A_missing_part_of_an_unsharded_run_asks_for_another_run()
    {
        images.Score("scores");
        File.Delete(Path.Combine(images.Folder("scores"), "part-000005.parquet"));
        Assert.EndsWith(
            "1 of 6 parts missing (5). Run the scoring again; it resumes where it stopped.",
            Assert.Throws<InvalidDataException>(() => images.Read("scores")).Message, StringComparison.Ordinal);
        Assert.Equal(8, images.Score("scores").Images);
        Assert.Equal(58, images.Read("scores").Predictions.Count);
    }

    [Fact]
    public void A_folder_without_scores_is_refused() => Assert.Contains(
        "contains no scores", Assert.Throws<InvalidDataException>(() => images.Read("nothing")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_part_is_refused_by_name_and_written_anew_once_it_is_deleted()
    {
        images.Score("scores");
        var part = Path.Combine(images.Folder("scores"), "part-000003.parquet");
        var bytes = File.ReadAllBytes(part);
        File.WriteAllBytes(part, bytes[..^20]);
        Assert.StartsWith($"{part}: ", Assert.Throws<UnusableFileException>(() => images.Read("scores")).Message, StringComparison.Ordinal);
        Assert.Equal(part, Assert.Throws<UnusableFileException>(() => images.Score("scores")).File);
        File.Delete(part);
        images.Score("scores");
        Assert.Equal(bytes, File.ReadAllBytes(part));
    }

    [Fact]
    public void One_changed_score_is_found()
    {
        images.Score("scores");
        var part = Path.Combine(images.Folder("scores"), "part-000000.parquet");
        var score = BitConverter.GetBytes(images.Read("scores").Predictions.Scores[4]);
        var bytes = File.ReadAllBytes(part);
        var at = bytes.AsSpan().IndexOf(score);
        Assert.SkipWhen(at < 0, "The scores are compressed.");
        bytes[at + 3] ^= 1;
        File.WriteAllBytes(part, bytes);
        Assert.Equal(part, Assert.Throws<UnusableFileException>(() => images.Read("scores")).File);
    }

    [Fact]
    public void A_copy_of_a_part_is_refused_since_its_rows_would_count_twice()
    {
        images.Score("scores");
        var copy = Path.Combine(images.Folder("scores"), "part-000003 (copy).parquet");
        File.Copy(Path.Combine(images.Folder("scores"), "part-000003.parquet"), copy);
        Assert.StartsWith($"{copy} is a copy of", Assert.Throws<InvalidDataException>(() => images.Read("scores")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_two_runs_in_one_folder_are_refused()
    {
        images.Score("scores", new(0, 2));
        Manifest.Write(images.Manifest, images.Records.Reverse());
        images.Score("others", new(1, 2));
        File.Copy(Path.Combine(images.Folder("others"), "part-000003.parquet"),
            Path.Combine(images.Folder("scores"), "part-000003.parquet"));
        var message = Assert.Throws<InvalidDataException>(() => images.Read("scores")).Message;
        Assert.Contains("do not belong together", message, StringComparison.Ordinal);
        Assert.Contains("part-000003.parquet differ: manifest: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void DuckDB_reads_the_parts_as_one_table()
    {
        File.WriteAllText(images.Records[25].Path, "no image");
        images.Score("scores", new(1, 2), invalid: InvalidImages.Skip);
        images.Score("scores", new(0, 2), invalid: InvalidImages.Skip);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var table = $"'{images.Folder("scores")}/*.parquet'";
        var rows = Query(connection,
            $"SELECT path, label, source, source_id, split, width, jpeg_quality, score, problem, row FROM {table} ORDER BY row");
        var scores = images.Read("scores").Predictions.Items.ToDictionary(item => item.Record.Path, item => item.Score);
        Assert.Equal(
            images.Records.Select((record, row) => new object?[]
            {
                record.Path, record.Label.ToString().ToLowerInvariant(), record.Source, record.SourceId, record.Split, record.Width,
                    record.JpegQuality,
                row == 25 ? null : scores[record.Path], row == 25
                    ? "This is not a JPEG, PNG, WebP, BMP, GIF or TIFF image, or its header is corrupt." : null, row,
            }),
            rows);
        var synthetic = images.Records.Where(record => record.IsPositive && scores.ContainsKey(record.Path))
            .Select(record => scores[record.Path]).ToList();
        var grouped = Query(connection,
            $"SELECT label, count(*), avg(score) FROM {table} WHERE score IS NOT NULL GROUP BY label ORDER BY label DESC");
        Assert.Equal(["synthetic", (long)synthetic.Count], grouped[0][..2]);
        Assert.Equal(synthetic.Average(), (double)grouped[0][2]!, 12);
    }

    private static List<object?[]> Query(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        }
        return rows;
    }
}

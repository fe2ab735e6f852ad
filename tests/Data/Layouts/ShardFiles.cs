using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using Telltale.Data;

namespace Telltale.Tests.Data.Layouts;

/// <summary>Writes small shards with grey images, whose level tells them apart.</summary>
internal static class ShardFiles
{
    public static RgbImage Grey(int level) => new(16, 16, [.. Enumerable.Repeat((byte)level, 3 * 16 * 16)]);

    public static byte[] Jpeg(int level) => ImageCodec.EncodeJpeg(Grey(level), 100);

    public static byte[] Png(int level) => ImageCodec.EncodePng(Grey(level));

    public static byte[] Webp(int level) => ImageCodec.EncodeWebp(Grey(level), 100);

    public static string Tar(this TemporaryFolder folder, string name, params (string Name, object Content)[] files)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        using var file = File.Create(folder.File(name));
        using Stream stream = name.EndsWith(".tar", StringComparison.Ordinal) ? file : new GZipStream(file, CompressionLevel.Fastest);
        using var archive = new TarWriter(stream, TarEntryFormat.Pax);
        foreach (var (entry, content) in files)
        {
            var bytes = content as byte[] ?? Encoding.UTF8.GetBytes((string)content);
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(bytes) });
        }
        return folder.File(name);
    }

    /// <summary>Written by DuckDB, a peer, with a nested column as Hugging Face's datasets have it.</summary>
    public static string Parquet(
        this TemporaryFolder folder, string name, (byte[]? Bytes, string? Path, long? Label, string? Source)[] rows, string columns,
        string? metadata, bool withImages = true)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE rows (bytes BLOB, path VARCHAR, label BIGINT, source VARCHAR)";
        command.ExecuteNonQuery();
        using (var appender = connection.CreateAppender("rows"))
        {
            foreach (var (bytes, path, label, source) in rows)
            {
                var row = appender.CreateRow();
                row = bytes is null ? row.AppendNullValue() : row.AppendValue(bytes);
                row.AppendValue(path).AppendValue(label).AppendValue(source).EndRow();
            }
        }
        const string Column = "CASE WHEN bytes IS NULL AND path IS NULL THEN NULL ELSE {'bytes': bytes, 'path': path} END AS image, ";
        var image = withImages ? Column : "";
        var described = metadata is null ? "" : $", KV_METADATA {{huggingface: '{metadata}'}}";
        command.CommandText =
            $"COPY (SELECT {image}{columns} FROM rows) TO '{folder.File(name)}' (FORMAT parquet, ROW_GROUP_SIZE 2048{described})";
        command.ExecuteNonQuery();
        return folder.File(name);
    }
}

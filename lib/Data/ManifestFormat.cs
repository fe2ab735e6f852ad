using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Telltale.Data;

/// <summary>What must be known of a CSV file before its rows can be read, found from its first rows.</summary>
/// <param name="Separator">The character between two fields.</param>
/// <param name="Encoding">UTF-8, or UTF-16 by its byte order mark or its zero bytes.</param>
/// <param name="RowsToSkip">Rows before the first row of data: Excel's <c>sep=</c> and the header.</param>
/// <param name="Columns">Which column is which.</param>
internal sealed record ManifestFormat(char Separator, Encoding Encoding, int RowsToSkip, ManifestColumns Columns)
{
    private const int SampledRows = 100;
    private const string ExcelsDeclaration = "sep=";

    // In this order where nothing else decides: a comma is the likeliest to occur within a field.
    private static readonly char[] Separators = ['\t', ';', ','];

    private sealed record Sample(char Separator, string[][] Rows, int[] Lines)
    {
        public string[] First => Rows.FirstOrDefault([]);

        public bool IsTable => First.Length > 1 && Rows.All(row => row.Length == First.Length);
    }

    /// <summary>Finds the format of a file.</summary>
    /// <param name="path">An existing file.</param>
    /// <param name="known">The columns that may occur; the needed ones first.</param>
    /// <param name="options">What the caller says of the file.</param>
    /// <exception cref="ManifestException">Two columns have one name, or the columns of a file without a header cannot be told.</exception>
    public static ManifestFormat Of(string path, string[] known, CsvOptions options)
    {
        var encoding = EncodingOf(path);
        // A damaged character in the first rows is reported later, with its line.
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        var declared = Declared(path, lenient);
        var skipped = declared is null ? 0 : 1;
        var separators = (options.Separator ?? declared) is { } given ? [given] : Separators;
        var samples = Array.ConvertAll(separators, separator => Read(path, lenient, separator, skipped));
        var best = samples.MaxBy(sample => (ManifestColumns.Hits(sample.First, known, options), sample.IsTable))!;
        var isNamed = ManifestColumns.Hits(best.First, known, options) > 0;
        best = isNamed || best.IsTable ? best : samples[^1];
        if (options.HasHeader ?? (isNamed || !best.First.Any(ManifestInference.IsImagePath)))
        {
            var line = best.Lines.FirstOrDefault(1);
            return new(best.Separator, encoding, skipped + 1, ManifestColumns.ByHeader(path, line, best.First, options));
        }
        return new(best.Separator, encoding, skipped, ManifestInference.Columns(path, best.Separator, best.Rows, known, options));
    }

    /// <summary>A parser of the file, before its first row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="badData">Called where quotation marks do not match; null to read on.</param>
    public CsvParser Open(string path, BadDataFound? badData) => Open(path, Encoding, Separator, badData);

    private static CsvParser Open(string path, Encoding encoding, char separator, BadDataFound? badData) =>
        new(Reader(path, encoding), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = badData,
        });

    private static Sample Read(string path, Encoding encoding, char separator, int skipped)
    {
        using var parser = Open(path, encoding, separator, badData: null);
        var (rows, lines) = (new List<string[]>(), new List<int>());
        while (rows.Count < SampledRows + skipped && parser.Read())
        {
            rows.Add([.. parser.Record!]);
            lines.Add(parser.RawRow);
        }
        return new(separator, [.. rows.Skip(skipped)], [.. lines.Skip(skipped)]);
    }

    private static char? Declared(string path, Encoding encoding)
    {
        using var reader = Reader(path, encoding);
        var start = new char[ExcelsDeclaration.Length + 2];
        return reader.ReadBlock(start) == start.Length && start[^1] is '\r' or '\n'
            && start.AsSpan().StartsWith(ExcelsDeclaration, StringComparison.OrdinalIgnoreCase) ? start[^2] : null;
    }

    // A reader that looks for a byte order mark itself would replace damaged characters; this one skips that of its encoding.
    private static StreamReader Reader(string path, Encoding encoding) => new(path, encoding, detectEncodingFromByteOrderMarks: false);

    private static Encoding EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[2];
        // Without a byte order mark, every second byte of UTF-16 text is zero at first.
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length ? Utf8() : start switch
        {
            [0xFF, 0xFE] or [not 0, 0] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            [0xFE, 0xFF] or [0, not 0] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
            _ => Utf8(),
        };
    }

    private static UTF8Encoding Utf8() => new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
}

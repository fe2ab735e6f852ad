using System.Globalization;
using System.Text.RegularExpressions;

namespace Telltale.Data.Shards;

/// <summary>Which files are shards: Parquet files with images, and tar archives in the convention of WebDataset.</summary>
internal static partial class ShardSet
{
    private static readonly string[] Archives = [".tar", ".tar.gz", ".tgz"];

    /// <summary>True for the name of a shard.</summary>
    public static bool IsNamed(string path) => IsParquet(path) || IsTar(path);

    /// <summary>True for the name of a Parquet file.</summary>
    public static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The files that a path names: an existing shard, or a set such as <c>train-{000..009}.tar</c>; null for another path.
    /// </summary>
    /// <exception cref="Runtime.UnusableFileException">A shard of a set does not exist.</exception>
    public static IReadOnlyList<string>? Named(string path)
    {
        if (!IsNamed(path) || Directory.Exists(path))
        {
            return null;
        }
        if (Range().Match(path) is not { Success: true } range)
        {
            return File.Exists(path) ? [path] : null;
        }
        var (first, last) = (Number(range, "first"), Number(range, "last"));
        var digits = range.Groups["first"].Length;
        return
        [
            .. Enumerable.Range(first, Math.Max(0, last - first + 1))
                .Select(number => path[..range.Index] + number.ToString($"D{digits}", CultureInfo.InvariantCulture)
                    + path[(range.Index + range.Length)..])
                .Select(shard => File.Exists(shard) ? shard : throw new Runtime.UnusableFileException(
                    shard, $"There is no such file, but {path} names it.", "Download it, or correct the numbers.")),
        ];
    }

    private static bool IsTar(string path) =>
        Archives.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static int Number(Match range, string group) => int.Parse(range.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<first>\d{1,9})\.\.(?<last>\d{1,9})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}

using System.Text.Json;

namespace Telltale.Benchmarks.Comparing;

/// <summary>A comparison as JSON: machine, versions, measurements of every round, medians and ratios.</summary>
internal static class ComparisonFile
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes the file atomically.</summary>
    public static void Write(string path, int rounds, IReadOnlyList<WorkResult> results)
    {
        var floor = Floor.Of(results);
        var content = new
        {
            Date = DateTimeOffset.UtcNow,
            Machine = Machine.This,
            Versions = Versions(results),
            Rounds = rounds,
            Peak = floor,
            Works = results.Select(result => new
            {
                result.Work.Name,
                Contenders = result.Contenders.Select(contender => new
                {
                    Name = contender.ToString(),
                    result.Of(contender).First().Unit,
                    Median = result.Speed(contender),
                    PeakMemory = result.PeakMemory(contender),
                    ShareOfPeakArithmetic = floor.ShareOfPeak(result, contender),
                    ShareOfPeakBandwidth = floor.ShareOfBandwidth(result, contender),
                    Rounds = result.Of(contender).Select(measurement => measurement.Values),
                }),
                Ratios = result.Ratios().Select(ratio => new
                {
                    Ours = ratio.Ours.ToString(),
                    Theirs = ratio.Theirs.ToString(),
                    ratio.Scope,
                    ratio.Speed,
                    ratio.Memory,
                    ratio.Rounds,
                }),
                result.Failures,
            }),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".tmp";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(content, Readable));
        File.Move(unfinished, path, overwrite: true);
    }

    private static Dictionary<string, string> Versions(IReadOnlyList<WorkResult> results)
    {
        var versions = new Dictionary<string, string> { [".NET"] = Environment.Version.ToString() };
        var measurements = results.SelectMany(result => result.Rounds).SelectMany(round => round.Values);
        foreach (var (name, version) in measurements.SelectMany(measurement => measurement.Versions ?? []))
        {
            versions[name] = version;
        }
        return versions;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Results;

/// <summary>The conditions under which results were measured.</summary>
internal static class RunInformation
{
    private const double Mebibyte = 1024 * 1024;
    private const int CommitLength = 7;

    /// <summary>
    /// The conditions of a run. Device, profile and library version come from the library, through
    /// <see cref="NotebookFindings.RunMimeType"/>; all notebooks of a run share them.
    /// </summary>
    public static JsonObject Of(IReadOnlyList<NotebookRecord> records, DateTimeOffset started, TimeSpan elapsed)
    {
        using var runner = Process.GetCurrentProcess();
        var information = new JsonObject
        {
            ["started"] = started.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["seconds"] = Seconds(elapsed),
            ["profile"] = Setting("TELLTALE_PROFILE") ?? "quick",
            ["detection data"] = Setting("TELLTALE_DETECTION") ?? "embedded",
            ["localization data"] = Setting("TELLTALE_LOCALIZATION") ?? "embedded",
            ["runner"] = Version(),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
            ["processors"] = Environment.ProcessorCount,
            ["runner peak memory in MiB"] = Mebibytes(runner.PeakWorkingSet64),
        };
        foreach (var (name, value) in records.SelectMany(record => NotebookFindings.Run(record.Notebook)))
        {
            // What a cell displays must not replace what the runner measures.
            if (name is not ("started" or "seconds"))
            {
                information[name] = value?.DeepClone();
            }
        }

        information["notebooks"] = new JsonArray([.. records.Select(record => (JsonNode)Notebook(record))]);
        return information;
    }

    private static JsonObject Notebook(NotebookRecord record)
    {
        var json = new JsonObject
        {
            ["name"] = record.Name,
            ["ending"] = record.Status.ToString().ToLowerInvariant(),
            ["cells run"] = record.CellsRun,
            ["cells"] = record.CodeCells,
            ["seconds"] = Seconds(record.Elapsed),
            ["peak memory in MiB"] = Mebibytes(record.PeakMemory),
        };
        if (record.Failure is { } failure)
        {
            json["error"] = $"cell {failure.CellNumber}: {failure.Error.Name}: {failure.Error.Message}";
        }

        return json;
    }

    /// <summary>Version and commit, such as "0.1.0+9345928".</summary>
    private static string Version()
    {
        var full = typeof(RunInformation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var commit = full.IndexOf('+', StringComparison.Ordinal);
        return commit < 0 ? full : full[..Math.Min(full.Length, commit + 1 + CommitLength)];
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 2);

    private static double Mebibytes(long bytes) => Math.Round(bytes / Mebibyte);

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

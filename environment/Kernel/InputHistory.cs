using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Telltale.Workbench.Kernel;

/// <summary>The code executed since the kernel started, for front ends that show a history. Nothing is written to disk.</summary>
internal sealed class InputHistory
{
    /// <summary>The number of this session, the only one remembered.</summary>
    public const int Session = 1;

    /// <summary>Without backtracking, which takes exponential time for some patterns.</summary>
    private const RegexOptions Pattern = RegexOptions.Singleline | RegexOptions.NonBacktracking;

    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    public void Add(int line, string input, string? output)
    {
        lock (gate)
        {
            entries.Add(new Entry(line, input, output));
        }
    }

    /// <summary>Answers a <c>history_request</c>.</summary>
    /// <returns>A list of (session, line, input), or (session, line, (input, output)).</returns>
    public JsonArray Find(JsonObject request)
    {
        var withOutput = (bool?)request["output"] ?? false;
        lock (gate)
        {
            var found = (string?)request["hist_access_type"] switch
            {
                "range" => Range(request),
                "search" => Last(Search(request), request),
                _ => Last(entries, request),
            };
            return new JsonArray([.. found.Select(entry => (JsonNode)entry.ToJson(withOutput))]);
        }
    }

    /// <summary>Session 0 is the current one, as in IPython.</summary>
    private IEnumerable<Entry> Range(JsonObject request)
    {
        var (start, stop) = ((int?)request["start"] ?? 1, (int?)request["stop"] ?? int.MaxValue);
        return (int?)request["session"] is null or 0 or Session ? entries.Where(entry => entry.Line >= start && entry.Line < stop) : [];
    }

    /// <summary>The pattern may contain * and ?, as in file names.</summary>
    private IEnumerable<Entry> Search(JsonObject request)
    {
        var pattern = Regex.Escape((string?)request["pattern"] ?? "*")
            .Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
        var found = entries.Where(entry => Regex.IsMatch(entry.Input, $"^{pattern}$", Pattern));
        return (bool?)request["unique"] == true
            ? found.GroupBy(entry => entry.Input).Select(same => same.Last()).OrderBy(entry => entry.Line)
            : found;
    }

    private static IEnumerable<Entry> Last(IEnumerable<Entry> found, JsonObject request) =>
        (int?)request["n"] is { } count ? found.TakeLast(count) : found;

    private sealed record Entry(int Line, string Input, string? Output)
    {
        public JsonArray ToJson(bool withOutput) =>
            new(Session, Line, withOutput ? new JsonArray(Input, Output) : (JsonNode)Input);
    }
}

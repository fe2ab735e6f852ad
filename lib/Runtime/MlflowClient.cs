using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>A value of a metric at a step of a run, such as an epoch.</summary>
internal sealed record TrackedMetric(string Key, double Value, DateTimeOffset Time, long Step);

/// <summary>
/// The part of MLflow's REST interface, version 2.0, that tracking needs (https://mlflow.org/docs/latest/rest-api.html). Numbers, names and
/// lengths follow the limits of its log-batch.
/// </summary>
/// <param name="server">The tracking server, such as <c>http://localhost:5000</c>.</param>
/// <param name="authorization">Sent with every request; null for none.</param>
internal sealed partial class MlflowClient(Uri server, AuthenticationHeaderValue? authorization) : IDisposable
{
    private const int MetricsPerRequest = 1000, PairsPerRequest = 100;
    private const int LongestKey = 250, LongestValue = 1500; // a character has up to four bytes, and a value 6,000

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>The id of an experiment, which is created if it does not exist.</summary>
    public string Experiment(string name)
    {
        string? Existing() => (string?)Send(
            HttpMethod.Get, $"experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}", null)?["experiment"]?["experiment_id"];
        // Another process may create it between the two requests.
        return Existing()
            ?? (string?)Send(HttpMethod.Post, "experiments/create", new() { ["name"] = name })?["experiment_id"]
            ?? Existing()
            ?? throw new HttpRequestException($"The experiment '{name}' can be neither found nor created.");
    }

    /// <summary>Begins a run and returns its id.</summary>
    public string Begin(string experiment, string name, DateTimeOffset time, IEnumerable<(string Key, string Value)> tags)
    {
        var body = new JsonObject
        {
            ["experiment_id"] = experiment, ["run_name"] = name, ["start_time"] = time.ToUnixTimeMilliseconds(), ["tags"] = Pairs(tags),
        };
        return (string?)Post("runs/create", body)["run"]?["info"]?["run_id"]
            ?? throw new HttpRequestException("runs/create returned no run_id.");
    }

    /// <summary>Adds parameters to a run.</summary>
    public void Log(string run, IEnumerable<(string Key, string Value)> parameters)
    {
        foreach (var some in parameters.Chunk(PairsPerRequest))
        {
            Post("runs/log-batch", new() { ["run_id"] = run, ["params"] = Pairs(some) });
        }
    }

    /// <summary>Adds values of metrics to a run.</summary>
    public void Log(string run, IEnumerable<TrackedMetric> metrics)
    {
        foreach (var some in metrics.Chunk(MetricsPerRequest))
        {
            Post("runs/log-batch", new() { ["run_id"] = run, ["metrics"] = new JsonArray([.. some.Select(Json)]) });
        }
    }

    /// <summary>Ends a run.</summary>
    /// <param name="run">Its id.</param>
    /// <param name="status"><c>FINISHED</c>, <c>FAILED</c> or <c>KILLED</c>.</param>
    /// <param name="time">When it ended.</param>
    public void End(string run, string status, DateTimeOffset time) => Post(
        "runs/update", new() { ["run_id"] = run, ["status"] = status, ["end_time"] = time.ToUnixTimeMilliseconds() });

    public void Dispose() => http.Dispose();

    /// <summary>A text as the key of a metric or parameter: letters, digits, and <c>_ - . /</c> and spaces.</summary>
    internal static string Key(string text)
    {
        var key = Unusual().Replace(text, "_").Trim('/', ' ');
        return key.Length <= LongestKey ? key : key[..LongestKey];
    }

    private static JsonNode Json(TrackedMetric metric) => new JsonObject
    {
        ["key"] = Key(metric.Key),
        // JSON of protocol buffers has the others as texts: NaN, Infinity, -Infinity.
        ["value"] = double.IsFinite(metric.Value) ? metric.Value : metric.Value.ToString(CultureInfo.InvariantCulture),
        ["timestamp"] = metric.Time.ToUnixTimeMilliseconds(),
        ["step"] = metric.Step,
    };

    private static JsonArray Pairs(IEnumerable<(string Key, string Value)> pairs) => new([.. pairs.Select(pair => (JsonNode)new JsonObject
    {
        ["key"] = Key(pair.Key),
        ["value"] = pair.Value.Length <= LongestValue ? pair.Value : pair.Value[..(LongestValue - 1)] + "…",
    })]);

    private JsonNode Post(string path, JsonObject body) =>
        Send(HttpMethod.Post, path, body) ?? throw new HttpRequestException($"{path}: what it names does not exist.");

    /// <summary>The answer; null where what is named does not exist, or exists already.</summary>
    private JsonNode? Send(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{server.AbsoluteUri.TrimEnd('/')}/api/2.0/mlflow/{path}"));
        request.Headers.Authorization = authorization;
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = http.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
        var text = reader.ReadToEnd();
        if (response.IsSuccessStatusCode)
        {
            return JsonNode.Parse(text) ?? throw new JsonException($"{path} answered null.");
        }
        return response.StatusCode == HttpStatusCode.NotFound || text.Contains("RESOURCE_ALREADY_EXISTS", StringComparison.Ordinal)
            ? null
            : throw new HttpRequestException($"{path} answered {(int)response.StatusCode}: {(text.Length <= 300 ? text : text[..300])}");
    }

    [GeneratedRegex(@"[^A-Za-z0-9_\-./ ]")]
    private static partial Regex Unusual();
}

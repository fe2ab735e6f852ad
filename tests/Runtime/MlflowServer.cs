using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Telltale.Tests.Runtime;

/// <summary>A request that the server answered.</summary>
internal sealed record MlflowRequest(string Path, JsonObject Body, string? Authorization);

/// <summary>
/// A small MLflow server on loopback that refuses whatever MLflow's REST interface 2.0 does not allow: methods, fields, types and required
/// fields of its messages (mlflow/protos/service.proto), and the limits of log-batch (mlflow/utils/validation.py).
/// </summary>
internal sealed partial class MlflowServer : IDisposable
{
    private static readonly Dictionary<string, string[]> Messages = new()
    {
        // field: type, with ! where required
        ["experiments/create"] = ["name:string!", "artifact_location:string", "tags:pair[]"],
        ["runs/create"] = ["experiment_id:string!", "user_id:string", "run_name:string", "start_time:int64", "tags:pair[]"],
        ["runs/log-batch"] = ["run_id:string!", "metrics:metric[]", "params:pair[]", "tags:pair[]"],
        ["runs/update"] = ["run_id:string!", "status:status", "end_time:int64", "run_name:string"],
        ["pair"] = ["key:string!", "value:string!"],
        ["metric"] = ["key:string!", "value:double!", "timestamp:int64!", "step:int64"],
    };

    private readonly HttpListener listener = new();
    private readonly Dictionary<string, string> experiments = [];
    private readonly Task serving;

    public MlflowServer()
    {
        Address = $"http://127.0.0.1:{FreePorts.Find(1)[0]}";
        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        serving = Task.Run(ServeAsync);
    }

    public string Address { get; }

    public List<MlflowRequest> Requests { get; } = [];

    /// <summary>What was refused, and why; empty where every request was valid.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Answers every request with this text and status 500, if it is set.</summary>
    public string? Broken { get; init; }

    public IEnumerable<JsonObject> Bodies(string path) => Requests.Where(request => request.Path == path).Select(request => request.Body);

    public void Dispose()
    {
        listener.Stop();
        serving.GetAwaiter().GetResult();
        listener.Close();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                Answer(await listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return; // stopped
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var request = context.Request;
        var path = request.Url!.AbsolutePath.Replace("/api/2.0/mlflow/", "", StringComparison.Ordinal);
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var body = text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        Requests.Add(new(path, body, request.Headers["Authorization"]));
        var (status, answer) = Broken is not null ? (500, Broken) : Reply(request, path, body, text.Length);
        context.Response.StatusCode = status;
        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(answer));
        context.Response.Close();
    }

    private (int, string) Reply(HttpListenerRequest request, string path, JsonObject body, int length)
    {
        if (path == "experiments/get-by-name" && request.HttpMethod == "GET")
        {
            return experiments.TryGetValue(request.QueryString["experiment_name"] ?? "", out var found)
                ? (200, $$"""{"experiment": {"experiment_id": "{{found}}", "lifecycle_stage": "active"} }""")
                : (404, """{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "No such experiment."}""");
        }
        var problem = !Messages.ContainsKey(path) || request.HttpMethod != "POST" ? $"no such call: {request.HttpMethod} {path}"
            : request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true ? $"content type {request.ContentType}"
            : length > 1_000_000 ? "more than 1 MB"
            : Problem(path, body);
        if (problem is not null)
        {
            Refused.Add($"{path}: {problem}");
            return (400, new JsonObject { ["error_code"] = "INVALID_PARAMETER_VALUE", ["message"] = problem }.ToJsonString());
        }
        return (200, path switch
        {
            "experiments/create" => $$"""{"experiment_id": "{{experiments[(string)body["name"]!] = $"{experiments.Count + 1}"}}"}""",
            "runs/create" => $$"""{"run": {"info": {"run_id": "{{Requests.Count:x32}}", "status": "RUNNING"} } }""",
            "runs/update" => """{"run_info": {}}""",
            _ => "{}",
        });
    }

    private static string? Problem(string message, JsonObject body)
    {
        var fields = Messages[message].ToDictionary(field => field.Split(':')[0], field => field.Split(':')[1]);
        int Count(string name) => body[name] is JsonArray list ? list.Count : 0;
        return body.Select(field => fields.ContainsKey(field.Key) ? null : $"unknown field {field.Key}")
            .Concat(fields.Select(field => body[field.Key] is { } value ? Problem(field.Key, field.Value.TrimEnd('!'), value)
                : field.Value.EndsWith('!') ? $"{field.Key} is missing" : null))
            .Append(Count("metrics") > 1000 || Count("params") > 100 || Count("tags") > 100 ? "too many at once" : null)
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? Problem(string name, string type, JsonNode value) => type switch
    {
        "string" => value.GetValueKind() != JsonValueKind.String ? $"{name} is no text"
            : name == "key" && !Name().IsMatch((string)value!) ? $"the key '{value}' is not allowed"
            : Encoding.UTF8.GetByteCount((string)value!) > (name == "key" ? 250 : 6000) ? $"{name} is too long" : null,
        "int64" => value.AsValue().TryGetValue<long>(out _) ? null : $"{name} is no integer",
        "double" => value.GetValueKind() == JsonValueKind.Number || (string?)value is "NaN" or "Infinity" or "-Infinity" ? null
            : $"{name} is no number",
        "status" => (string?)value is "RUNNING" or "SCHEDULED" or "FINISHED" or "FAILED" or "KILLED" ? null : $"no status: {value}",
        _ => value.AsArray().Select(item => Problem(type[..^2], item!.AsObject())).FirstOrDefault(problem => problem is not null),
    };

    [GeneratedRegex(@"^[/\w.\- ]+$")]
    private static partial Regex Name();
}

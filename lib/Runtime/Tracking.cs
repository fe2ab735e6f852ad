using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>
/// Tracking of results with an MLflow server, where <c>MLFLOW_TRACKING_URI</c> names one. It never ends the work that is tracked: after the
/// first failure there is one warning, and this process tracks no more.
/// </summary>
internal static class Tracking
{
    /// <summary>The variables that MLflow's own client reads.</summary>
    internal const string UriVariable = "MLFLOW_TRACKING_URI", ExperimentVariable = "MLFLOW_EXPERIMENT_NAME", RunVariable = "MLFLOW_RUN_ID";

    private static readonly Lock Gate = new();
    private static bool failed;

    /// <summary>Begins a run below the one that <c>MLFLOW_RUN_ID</c> names, and logs to it.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="started">When the work began.</param>
    /// <param name="log">Given the client and the run's id.</param>
    /// <returns>The run's id; null without a server, and after a failure.</returns>
    public static string? Begin(string name, DateTimeOffset started, Action<MlflowClient, string>? log = null)
    {
        string? run = null;
        Try(client =>
        {
            var experiment = client.Experiment(Setting(ExperimentVariable) ?? "telltale");
            run = client.Begin(experiment, name, started, Setting(RunVariable) is { } parent ? [("mlflow.parentRunId", parent)] : []);
            log?.Invoke(client, run);
        });
        return run;
    }

    /// <summary>Talks to the server, if there is one; does not throw what goes wrong there.</summary>
    public static void Try(Action<MlflowClient> talk)
    {
        if (Setting(UriVariable) is not { } named)
        {
            return;
        }
        // Trainings that run in parallel report one after the other.
        lock (Gate)
        {
            if (failed)
            {
                return;
            }
            try
            {
                using var client = new MlflowClient(Server(named), Authorization());
                talk(client);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException
                or JsonException or InvalidOperationException or FormatException or NotSupportedException)
            {
                failed = true;
                Console.Error.WriteLine($"warning: {UriVariable} is {named}, and this process tracks no more: {error.Message}");
            }
        }
    }

    /// <summary>Tries again after a failure; for tests.</summary>
    internal static void Reset() => failed = false;

    private static Uri Server(string named) => Uri.TryCreate(named, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri : throw new FormatException("it is no address of a server (http:// or https://)");

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static AuthenticationHeaderValue? Authorization() =>
        (Setting("MLFLOW_TRACKING_TOKEN"), Setting("MLFLOW_TRACKING_USERNAME")) switch
        {
            ({ } token, _) => new("Bearer", token),
            (null, { } user) => new(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Setting("MLFLOW_TRACKING_PASSWORD")}"))),
            _ => null,
        };
}

using System.Globalization;

namespace Telltale.Benchmarks.Comparing;

/// <summary>The options of a comparison.</summary>
/// <param name="Works">Prefixes of names; empty for all.</param>
/// <param name="Rounds">Number of runs of each contender.</param>
/// <param name="Peer">The command that starts the peer's Python, split into words; empty for none.</param>
/// <param name="Images">A folder of photographs; null for the embedded corpus.</param>
/// <param name="Output">The file for the results; null for none.</param>
internal sealed record CompareOptions(IReadOnlyList<string> Works, int Rounds, IReadOnlyList<string> Peer, string? Images, string? Output)
{
    /// <summary>The environment variable with the peer's command.</summary>
    public const string PeerVariable = "TELLTALE_PEER";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or invalid.</exception>
    public static CompareOptions Parse(IReadOnlyList<string> arguments)
    {
        var works = new List<string>();
        var options = new CompareOptions([], 5, Words(Environment.GetEnvironmentVariable(PeerVariable)), null, null);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = arguments[i] switch
            {
                "--work" => options with { Works = works = [.. works, value] },
                "--rounds" => options with { Rounds = Positive(value) },
                "--peer" => options with { Peer = Words(value) },
                "--images" => options with { Images = Existing(value) },
                "--output" => options with { Output = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"Unknown option '{arguments[i]}'."),
            };
        }
        return options;
    }

    private static string Existing(string folder) =>
        Directory.Exists(folder) ? folder : throw new ArgumentException($"Folder '{folder}' not found.");

    private static int Positive(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ArgumentException($"--rounds needs a number above 0, not '{text}'.");

    private static string[] Words(string? command) => command?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}

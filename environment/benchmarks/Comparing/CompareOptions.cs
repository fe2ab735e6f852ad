using System.Globalization;

namespace Telltale.Benchmarks.Comparing;

/// <summary>What was asked of a comparison.</summary>
/// <param name="Works">Beginnings of names; none for all.</param>
/// <param name="Rounds">How often each contender runs.</param>
/// <param name="Peer">The command that starts the peer's Python, in words; empty for none.</param>
/// <param name="Images">A folder of photographs; null for the embedded corpus.</param>
/// <param name="Output">The file for the results; null for none.</param>
internal sealed record CompareOptions(IReadOnlyList<string> Works, int Rounds, IReadOnlyList<string> Peer, string? Images, string? Output)
{
    /// <summary>The environment variable that names the peer's command.</summary>
    public const string PeerVariable = "TELLTALE_PEER";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is not known, or its value is missing or wrong.</exception>
    public static CompareOptions Parse(IReadOnlyList<string> arguments)
    {
        var (works, options) = (new List<string>(), new CompareOptions([], 5, Words(System.Environment.GetEnvironmentVariable(PeerVariable)), null, null));
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} wants a value.");
            options = arguments[i] switch
            {
                "--work" => options with { Works = works = [.. works, value] },
                "--rounds" => options with { Rounds = Positive(value) },
                "--peer" => options with { Peer = Words(value) },
                "--images" => options with { Images = Directory.Exists(value) ? value : throw new ArgumentException($"There is no folder '{value}'.") },
                "--output" => options with { Output = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"There is no option '{arguments[i]}'."),
            };
        }
        return options;
    }

    private static int Positive(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ArgumentException($"--rounds wants a number above 0, not '{text}'.");

    private static string[] Words(string? command) => command?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}

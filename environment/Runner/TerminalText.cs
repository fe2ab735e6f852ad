using System.Text.RegularExpressions;

namespace Telltale.Workbench.Runner;

/// <summary>Formats text from notebooks for one line of a terminal or log.</summary>
internal static partial class TerminalText
{
    /// <summary>Removes colours, cursor movements and other control characters, and shortens to <paramref name="width"/>.</summary>
    public static string OneLine(string text, int width)
    {
        var plain = Controls().Replace(WithoutEscapes(text), " ").Trim();
        return plain.Length <= width ? plain : plain[..(width - 1)] + "…";
    }

    /// <summary>Removes terminal escape sequences.</summary>
    public static string WithoutEscapes(string text) => Escapes().Replace(text, "");

    /// <summary>Such as "0:42" or "1:02:03".</summary>
    public static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(\x07|\x1B\\)?|[@-Z\\^_])")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"[\p{Cc}]+")]
    private static partial Regex Controls();
}

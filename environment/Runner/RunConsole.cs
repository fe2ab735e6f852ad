using Spectre.Console;

namespace Telltale.Workbench.Runner;

/// <summary>The terminal, or what standard output leads to instead.</summary>
internal static class RunConsole
{
    private const int LogWidth = 140;

    /// <summary>
    /// Colours and movement only where somebody watches. Spectre.Console would also colour the logs of some CI services, because
    /// their variables are set, wherever the output goes.
    /// </summary>
    public static IAnsiConsole Create() => Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    /// <summary>A console that writes text and line ends only.</summary>
    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = LogWidth;
        return console;
    }
}

using Spectre.Console;

namespace Telltale.Workbench.Runner;

/// <summary>The terminal, or redirected standard output.</summary>
internal static class RunConsole
{
    private const int LogWidth = 140;

    /// <summary>
    /// Colours and animation in a terminal only. Spectre.Console would also colour redirected output if the variables of some CI
    /// services are set.
    /// </summary>
    public static IAnsiConsole Create() => Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    /// <summary>Shows the progress of a run: animated in a terminal, in lines elsewhere.</summary>
    public static IRunDisplay Display(IAnsiConsole console, int notebooks) =>
        console.Profile.Capabilities.Interactive ? new LiveDisplay(console, notebooks) : new PlainDisplay(console, notebooks);

    /// <summary>A console that writes plain text.</summary>
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

using Telltale.Workbench.Commands;
using Telltale.Workbench.Hosting;
using Telltale.Workbench.Instructor;
using Telltale.Workbench.Kernel;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench;

/// <summary>The verbs of the command line; the first is the default.</summary>
internal static class Verbs
{
    private const int UnusableFile = 1;
    private const int WrongUsage = 2;

    private static readonly IReadOnlyList<IVerb> All =
        [new RunVerb(), .. NotebookCommands.All, new InstructorVerb(), new InstallVerb(), new UninstallVerb(), new KernelVerb()];

    public static async Task<int> DispatchAsync(IReadOnlyList<string> arguments)
    {
        switch (arguments)
        {
            case [CellHost.Verb, var eventPipe]:
                return await CellHost.RunAsync(eventPipe);
            case ["--help" or "-h" or "help", ..] or [_, "--help" or "-h", ..]:
                WriteHelp(Console.Out);
                return 0;
        }

        var verb = arguments.Count == 0 ? All[0] : All.FirstOrDefault(verb => verb.Name == arguments[0]);
        if (verb is null)
        {
            return Refuse($"Unknown command '{arguments[0]}'.");
        }

        try
        {
            return await verb.RunAsync([.. arguments.Skip(1)]);
        }
        catch (UsageException error)
        {
            return Refuse(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message.ReplaceLineEndings(" "));
            return UnusableFile;
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        Console.Error.WriteLine();
        WriteHelp(Console.Error);
        return WrongUsage;
    }

    private static void WriteHelp(TextWriter writer)
    {
        writer.WriteLine("Runs Telltale's notebooks.");
        writer.WriteLine();
        writer.WriteLine("  dotnet run --project environment [-- <verb> …]");
        foreach (var verb in All)
        {
            writer.WriteLine();
            writer.WriteLine($"  {verb.Name} {verb.Arguments}".TrimEnd());
            foreach (var line in verb.Description)
            {
                writer.WriteLine($"      {line}");
            }
        }

        writer.WriteLine();
        writer.WriteLine("  --help");
        writer.WriteLine("      Shows this help.");
    }
}

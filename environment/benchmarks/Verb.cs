using System.ComponentModel;
using System.Runtime.InteropServices;
using Spectre.Console;
using Telltale.Benchmarks.Comparing;
using Telltale.Evaluation;

namespace Telltale.Benchmarks;

/// <summary>Common to all verbs: handles interrupts and prints errors as one sentence.</summary>
internal static class Verb
{
    private const int Failed = 1;
    private const int WrongUse = 2;
    private const int Stopped = 130;

    /// <summary>How masks are averaged: over the edited images.</summary>
    public static Averaging Edited { get; } = Averaging.PerImage with { EditedOnly = true };

    /// <summary>Prints a table with one line per row, also into a file.</summary>
    public static void Write(Table table)
    {
        AnsiConsole.Profile.Width = 400;
        AnsiConsole.Write(table);
    }

    /// <summary>A difference with its interval, for tables.</summary>
    public static string Change(double mean, (double Lower, double Upper)? interval) => interval is var (lower, upper)
        ? $"{TextTable.Signed(mean)} ({TextTable.Signed(lower)} to {TextTable.Signed(upper)})"
        : TextTable.Signed(mean);

    /// <summary>Runs the work.</summary>
    /// <param name="work">Receives a token that is cancelled by Ctrl-C or SIGTERM.</param>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task> work)
    {
        var stop = new CancellationTokenSource(); // never disposed: signals may arrive until the program has ended
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await work(stop.Token);
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; no results were written.");
            return Stopped;
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync($"{error.Message}\n--help lists the options.");
            return WrongUse;
        }
        catch (Exception error) when (error is ContenderFailedException or IOException or InvalidDataException or Win32Exception)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failed;
        }
    }
}

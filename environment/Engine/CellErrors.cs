using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Telltale.Workbench.Engine;

/// <summary>Turns compiler diagnostics and exceptions into messages for the author of a cell.</summary>
internal static class CellErrors
{
    /// <summary>The user stopped the cell, and it ended.</summary>
    public static CellError Interruption { get; } = Plain("Interrupted", "This cell was interrupted.");

    /// <summary>The user stopped the cell, and it did not end.</summary>
    public static CellError Abandonment { get; } = Plain(
        "Interrupted",
        $"This cell did not stop within {CSharpSession.GracePeriod.TotalSeconds:0} seconds, so its process was ended. "
        + "Pass Interrupt.Token to long-running work so that it can stop in time.");

    /// <summary>The cell would overflow the compiler's stack.</summary>
    public static CellError TooDeep { get; } = Plain(
        "Compilation error", $"This cell has more than {Nesting.Limit} open brackets, which is too deep for the compiler. Split it.");

    /// <summary>An error without a trace.</summary>
    public static CellError Plain(string name, string message) => new(name, message, null, null, [message]);

    /// <summary>All errors with position and source line; the first error becomes the message.</summary>
    /// <param name="diagnostics">What the compiler said.</param>
    /// <param name="cellPath">The path of the cell.</param>
    /// <param name="compilation">What was compiled, to propose other names; null for no proposals.</param>
    public static CellError OfCompilation(ImmutableArray<Diagnostic> diagnostics, string cellPath, Compilation? compilation = null)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (MissingLibrary.In(errors) is { } missing)
        {
            return missing;
        }

        var first = errors.Find(error => FilePath(error) == cellPath) ?? errors[0];
        var place = first.Location.GetLineSpan().StartLinePosition;
        var inCell = FilePath(first) == cellPath;
        return new CellError(
            "Compilation error",
            $"{Place(first, cellPath)}{first.Id}: {first.GetMessage()}",
            inCell ? place.Line + 1 : null,
            inCell ? place.Character + 1 : null,
            [.. errors.SelectMany(error => Describe(error, cellPath).Concat(Proposal(error, compilation)))]);
    }

    /// <summary>The exception and its inner exceptions, each with the frames of the user's cells first.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="cellPath">The path of the cell.</param>
    /// <param name="sources">The code of the cells, to show the lines around the fault.</param>
    public static CellError OfException(Exception exception, string cellPath, CellSources sources)
    {
        var folder = Path.GetDirectoryName(cellPath)!;
        var chain = Chain(exception).ToList();
        var frames = chain.SelectMany(link => UserFrames.Of(new StackTrace(link, fNeedFileInfo: true), folder)).ToList();
        var line = frames.Find(frame => frame.Cell == Path.GetFileName(cellPath))?.Line;
        var trace = chain.SelectMany((link, depth) => Describe(link, depth, folder));
        var around = frames is [var fault, ..] ? sources.LinesOf(fault) : [];
        return new CellError(chain[0].GetType().FullName!, chain[0].Message, line, null, [.. trace, .. around]);
    }

    private static IEnumerable<string> Describe(Diagnostic error, string cellPath)
    {
        yield return $"{Place(error, cellPath)}{error.Id}: {error.GetMessage()}";
        if (!error.Location.IsInSource)
        {
            yield break;
        }

        var place = error.Location.GetLineSpan().StartLinePosition;
        var sourceLine = error.Location.SourceTree!.GetText().Lines[place.Line].ToString();
        yield return "    " + sourceLine;
        yield return "    " + new string([.. sourceLine.Take(place.Character).Select(c => c == '\t' ? c : ' ')]) + "^";
    }

    private static IEnumerable<string> Proposal(Diagnostic error, Compilation? compilation) =>
        Suggestions.For(error, compilation) is { } proposal ? ["    " + proposal] : [];

    private static string Place(Diagnostic error, string cellPath)
    {
        if (!error.Location.IsInSource)
        {
            return "";
        }

        var place = error.Location.GetLineSpan().StartLinePosition;
        var file = FilePath(error) == cellPath ? "" : $"{FilePath(error)}, ";
        return $"{file}line {place.Line + 1}, column {place.Character + 1}: ";
    }

    private static string? FilePath(Diagnostic error) => error.Location.SourceTree?.FilePath;

    private static IEnumerable<string> Describe(Exception exception, int depth, string folder)
    {
        yield return $"{(depth == 0 ? "" : "caused by ")}{exception.GetType().FullName}: {exception.Message}";
        var stack = new StackTrace(exception, fNeedFileInfo: true);
        foreach (var frame in UserFrames.Of(stack, folder))
        {
            yield return "   " + frame;
        }

        foreach (var frame in UserFrames.Others(stack))
        {
            yield return "   " + frame;
        }
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var link = Unwrap(exception); link is not null; link = link.InnerException)
        {
            yield return link;
        }
    }

    /// <summary>Removes wrappers that reflection and tasks add.</summary>
    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: 1 } aggregate => Unwrap(aggregate.InnerExceptions[0]),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };
}

using Microsoft.CodeAnalysis;

namespace Telltale.Workbench.Engine;

/// <summary>
/// Replaces the many errors caused by a library that has not been built with one message that says what to do.
/// </summary>
internal static class MissingLibrary
{
    private const string FileNotFound = "CS0006";

    /// <summary>The error to show instead of all others; null if no library is missing.</summary>
    public static CellError? In(IReadOnlyList<Diagnostic> errors)
    {
        var missing = errors.Where(error => error.Id == FileNotFound).Select(NamedFile).OfType<string>().ToList();
        return missing.Count == 0 ? null : CellErrors.Plain(
            "Library not found",
            missing.Find(file => Path.GetFileName(file) == "Telltale.dll") is { } library
                ? $"Telltale's library was not found: '{library}' does not exist, seen from the notebook's folder. A notebook belongs in "
                    + "Telltale's folder 'notebooks'; if it is there, run 'dotnet build lib' in Telltale's folder. "
                    + "Then run this cell again."
                : $"'{string.Join("', '", missing)}' does not exist. Paths are relative to the notebook's folder.");
    }

    /// <summary>The file named by <c>#r "…"</c>.</summary>
    private static string? NamedFile(Diagnostic error) =>
        error.Location.SourceTree?.GetText().ToString(error.Location.SourceSpan).Split('"') is [_, var file, ..] ? file : null;
}

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
                ? $"Telltale's library was not found: '{library}' does not exist, seen from the notebook's folder. {Cure()} "
                    + "Then run this cell again."
                : $"'{string.Join("', '", missing)}' does not exist. Paths are relative to the notebook's folder.");
    }

    /// <summary>A notebook that was moved needs another path; a checkout that was not built needs a build.</summary>
    private static string Cure()
    {
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "lib", "bin"));
        return File.Exists(Path.Combine(built, "Telltale.dll"))
            ? $"It is built: move the notebook back into Telltale's folder 'notebooks', or write '{built}' for '../lib/bin'."
            : "A notebook belongs in Telltale's folder 'notebooks'; if it is there, run 'dotnet build lib' in Telltale's folder.";
    }

    /// <summary>The file named by <c>#r "…"</c>.</summary>
    private static string? NamedFile(Diagnostic error) =>
        error.Location.SourceTree?.GetText().ToString(error.Location.SourceSpan).Split('"') is [_, var file, ..] ? file : null;
}

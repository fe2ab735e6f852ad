using Microsoft.CodeAnalysis;

namespace Telltale.Workbench.Engine;

/// <summary>
/// A set-up cell that refers to a library nobody has built fails in every line that uses it; one line says what to do.
/// </summary>
internal static class MissingLibrary
{
    private const string FileNotFound = "CS0006";

    /// <summary>The error to show in place of all others; null where no library is missing.</summary>
    public static CellError? In(IReadOnlyList<Diagnostic> errors)
    {
        var missing = errors.Where(error => error.Id == FileNotFound).Select(NamedFile).OfType<string>().ToList();
        return missing.Count == 0 ? null : CellErrors.Plain(
            "Library not found",
            missing.Find(file => Path.GetFileName(file) == "Telltale.dll") is { } library
                ? $"Telltale's library has not been built, there is no '{library}': run 'dotnet build lib' in Telltale's folder, then this cell again."
                : $"There is no '{string.Join("', '", missing)}'. Paths start at the notebook's folder.");
    }

    /// <summary>What stands between the quotes of <c>#r "…"</c>.</summary>
    private static string? NamedFile(Diagnostic error) =>
        error.Location.SourceTree?.GetText().ToString(error.Location.SourceSpan).Split('"') is [_, var file, ..] ? file : null;
}

using Microsoft.DotNet.Interactive.Formatting;

namespace Telltale.Workbench.Engine;

/// <summary>A value in every form a front end may choose from: MIME type to content.</summary>
internal static class MimeBundle
{
    public const string PlainText = "text/plain";

    /// <summary>
    /// Formats <paramref name="value"/> in the MIME types asked for, or else in those its type prefers (HTML where nothing was
    /// registered) and, for front ends that know none of them, as plain text.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(object? value, params IReadOnlyCollection<string> mimeTypes) =>
        (mimeTypes.Count > 0 ? mimeTypes : [.. Preferred(value), PlainText])
            .Distinct()
            .ToDictionary(mimeType => mimeType, mimeType => value.ToDisplayString(mimeType));

    /// <summary>Whether content of this type is JSON, which notebooks store as such and not as a string.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static IEnumerable<string> Preferred(object? value) =>
        value is null ? [] : Formatter.GetPreferredMimeTypesFor(value.GetType());
}

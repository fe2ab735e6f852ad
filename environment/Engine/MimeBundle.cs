using Microsoft.DotNet.Interactive.Formatting;

namespace Telltale.Workbench.Engine;

/// <summary>A value in each MIME type that a front end can choose from.</summary>
internal static class MimeBundle
{
    public const string PlainText = "text/plain";

    private const string Html = "text/html";

    /// <summary>
    /// Formats <paramref name="value"/> in the given MIME types; without any, in those preferred by its type (HTML by default) and as
    /// plain text.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(object? value, params IReadOnlyCollection<string> mimeTypes) =>
        (mimeTypes.Count > 0 ? mimeTypes : [.. Preferred(value), PlainText])
            .Distinct()
            .ToDictionary(
                mimeType => mimeType,
                mimeType => (mimeType == Html ? DataFrameView.Of(value) : null) ?? value.ToDisplayString(mimeType));

    /// <summary>Whether content of this type is JSON, which notebooks do not store as a string.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static IEnumerable<string> Preferred(object? value) =>
        value is null ? [] : Formatter.GetPreferredMimeTypesFor(value.GetType());
}

using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;

namespace Telltale.Workbench.Report;

/// <summary>Embeds the images of Markdown cells, so that the page needs no other file.</summary>
internal static class EmbeddedImage
{
    private const string AttachmentScheme = "attachment:";

    private static readonly Dictionary<string, string> MimeTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>The image as a data URL; the original URL if it is not a local image.</summary>
    /// <param name="url">The URL in the Markdown.</param>
    /// <param name="folder">The folder that relative paths refer to.</param>
    /// <param name="attachments">Images stored in the cell: name to MIME type to base64.</param>
    public static string? Of(string? url, string folder, JsonObject? attachments)
    {
        if (url is null)
        {
            return null;
        }

        if (url.StartsWith(AttachmentScheme, StringComparison.Ordinal))
        {
            return Attached(attachments?[Uri.UnescapeDataString(url[AttachmentScheme.Length..])] as JsonObject) ?? url;
        }

        if (Uri.TryCreate(url, UriKind.Absolute, out _) || !MimeTypes.TryGetValue(Path.GetExtension(url), out var mimeType))
        {
            return url;
        }

        var path = Path.Combine(folder, Uri.UnescapeDataString(url));
        return FileStatus.Of(path) is { Kind: null } ? DataUrl(mimeType, Convert.ToBase64String(File.ReadAllBytes(path))) : url;
    }

    /// <summary>Content as a data URL.</summary>
    public static string DataUrl(string mimeType, string base64) => $"data:{mimeType};base64,{base64}";

    private static string? Attached(JsonObject? forms) =>
        forms?.Where(form => MimeTypes.ContainsValue(form.Key))
            .Select(form => DataUrl(form.Key, MultilineText.Join(form.Value))).FirstOrDefault();
}

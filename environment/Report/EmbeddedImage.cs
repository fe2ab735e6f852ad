using System.Text.Json.Nodes;

namespace Telltale.Workbench.Report;

/// <summary>Pictures of the prose, put into the page, which then needs no other file.</summary>
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

    /// <summary>The picture as a data address; the address itself where it is not a picture in reach.</summary>
    /// <param name="url">As the prose has it.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="attachments">Pictures kept in the cell: name to MIME type to base64.</param>
    public static string? Of(string? url, string folder, JsonObject? attachments)
    {
        if (url is null)
            return null;
        if (url.StartsWith(AttachmentScheme, StringComparison.Ordinal))
            return Attached(attachments?[Uri.UnescapeDataString(url[AttachmentScheme.Length..])] as JsonObject) ?? url;
        if (Uri.TryCreate(url, UriKind.Absolute, out _) || !MimeTypes.TryGetValue(Path.GetExtension(url), out var mimeType))
            return url;
        var path = Path.Combine(folder, Uri.UnescapeDataString(url));
        return File.Exists(path) ? DataUrl(mimeType, Convert.ToBase64String(File.ReadAllBytes(path))) : url;
    }

    /// <summary>Content as an address.</summary>
    public static string DataUrl(string mimeType, string base64) => $"data:{mimeType};base64,{base64}";

    private static string? Attached(JsonObject? forms) =>
        forms?.Where(form => MimeTypes.ContainsValue(form.Key)).Select(form => DataUrl(form.Key, (string)form.Value!)).FirstOrDefault();
}

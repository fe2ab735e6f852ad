namespace Telltale.Data.Layouts;

/// <summary>
/// Finds the original of an image by name: <c>out_r300_im6.jpg</c> contains every word of <c>im6_authentic.jpg</c> except "authentic".
/// </summary>
internal sealed class OriginalNames
{
    private static readonly char[] BetweenWords = ['_', '-', '.', ' '];
    private static readonly HashSet<string> Authentic = new(["authentic", "original", "orig"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> identities = new(StringComparer.Ordinal);

    /// <summary>Indexes originals; of equal names the first counts.</summary>
    /// <param name="originals">Each with the name of its folder.</param>
    public OriginalNames(IEnumerable<(string Place, string Image)> originals)
    {
        foreach (var (place, image) in originals)
        {
            identities.TryAdd(string.Join('_', Words(image)), Identity(place, image));
        }
    }

    /// <summary>True where the name of an image says that it is authentic.</summary>
    public static bool IsAuthentic(string image) => AllWords(image).Any(Authentic.Contains);

    /// <summary>The identity of an original, for <see cref="ImageRecord.SourceId"/>.</summary>
    public static string Identity(string place, string image) => $"{place}/{string.Join('_', Words(image))}";

    /// <summary>The identity of the original whose name is part of an image's name, the longest if several are; null for none.</summary>
    public string? Find(string image)
    {
        var words = Words(image);
        for (var length = words.Length; length > 0; length--)
        {
            for (var first = 0; first + length <= words.Length; first++)
            {
                if (identities.TryGetValue(string.Join('_', words[first..(first + length)]), out var identity))
                {
                    return identity;
                }
            }
        }
        return null;
    }

    private static string[] AllWords(string image) => Path.GetFileNameWithoutExtension(image).Split(BetweenWords);

    private static string[] Words(string image)
    {
        string[] distinctive = [.. AllWords(image).Where(word => !Authentic.Contains(word))];
        return distinctive.Length > 0 ? distinctive : AllWords(image);
    }
}

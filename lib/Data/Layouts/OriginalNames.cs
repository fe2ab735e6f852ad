namespace Telltale.Data.Layouts;

/// <summary>
/// Finds the original that an image was made from by its name: <c>out_r300_im6.jpg</c> holds the name of <c>im6_authentic.jpg</c>, word
/// for word.
/// </summary>
internal sealed class OriginalNames
{
    private static readonly char[] betweenWords = ['_', '-', '.', ' '];
    private static readonly HashSet<string> authentic = new(["authentic", "original", "orig"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> identities = new(StringComparer.Ordinal);

    /// <summary>Takes note of originals; of equal names the first counts.</summary>
    /// <param name="originals">Each with the name of the folder that it lies in.</param>
    public OriginalNames(IEnumerable<(string Place, string Image)> originals)
    {
        foreach (var (place, image) in originals)
        {
            identities.TryAdd(string.Join('_', Words(image)), Identity(place, image));
        }
    }

    /// <summary>True where the name of an image says that it is authentic.</summary>
    public static bool IsAuthentic(string image) => AllWords(image).Any(authentic.Contains);

    /// <summary>What an original is called in <see cref="ImageRecord.SourceId"/>.</summary>
    public static string Identity(string place, string image) => $"{place}/{string.Join('_', Words(image))}";

    /// <summary>The identity of the original whose name an image's name holds, the longest if there are several; null for none.</summary>
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

    private static string[] AllWords(string image) => Path.GetFileNameWithoutExtension(image).Split(betweenWords);

    private static string[] Words(string image)
    {
        string[] telling = [.. AllWords(image).Where(word => !authentic.Contains(word))];
        return telling.Length > 0 ? telling : AllWords(image);
    }
}

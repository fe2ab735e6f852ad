namespace Telltale.Experiments;

/// <summary>Short names by which two files can be told apart.</summary>
internal static class ShortNames
{
    /// <summary>
    /// The names of the files without extension, such as <c>resnet</c>; with as many folders as they need to differ, such as
    /// <c>run-1/scores</c>; with the extension where nothing else differs. Equal for two paths of one file.
    /// </summary>
    public static (string First, string Second) Of(string first, string second)
    {
        var (one, other) = (Path.GetFullPath(first), Path.GetFullPath(second));
        var (oneParts, otherParts) = (Parts(one), Parts(other));
        for (var count = 1; count <= Math.Max(oneParts.Length, otherParts.Length); count++)
        {
            var (name, another) = (string.Join('/', oneParts.TakeLast(count)), string.Join('/', otherParts.TakeLast(count)));
            if (name != another)
            {
                return (name, another);
            }
        }
        return one == other ? (oneParts[^1], oneParts[^1]) : (Path.GetFileName(one), Path.GetFileName(other));
    }

    private static string[] Parts(string path) =>
        Path.ChangeExtension(path, null).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}

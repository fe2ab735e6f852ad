namespace Telltale.Data.Embedded;

/// <summary>
/// Names of sources and editors in the embedded localization corpus. Its folders are called like those of public sets, so that the same
/// code reads both; in tables and charts a name says that nothing of such a set is there.
/// </summary>
internal static class SimulatedName
{
    private const string Prefix = "simulated-";

    /// <summary>The record with the names of its source and editor marked.</summary>
    public static ImageRecord Mark(ImageRecord record) => record with
    {
        Source = Prefix + record.Source, Method = record.Method is null ? null : Prefix + record.Method,
    };

    /// <summary>The name that is imitated; other names stay as they are.</summary>
    public static string Imitated(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
}

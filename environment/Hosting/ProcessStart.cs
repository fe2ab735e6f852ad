using System.Globalization;

namespace Telltale.Workbench.Hosting;

/// <summary>When processes of Linux started; with the id, it tells a process from a later one of the same id.</summary>
internal static class ProcessStart
{
    /// <summary>The start of a process, in clock ticks since the machine's; null if there is no such process.</summary>
    public static long? Of(int id)
    {
        const int AfterName = 20; // the 22nd field; the name, the second, may have blanks
        try
        {
            var status = File.ReadAllText($"/proc/{id}/stat");
            var field = status[(status.LastIndexOf(')') + 1)..].Split(' ').ElementAtOrDefault(AfterName);
            return long.TryParse(field, CultureInfo.InvariantCulture, out var start) ? start : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

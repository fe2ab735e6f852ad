namespace Telltale.Runtime;

/// <summary>Warnings: something was done as asked, but the result may not be what is meant.</summary>
internal static class Warnings
{
    /// <summary>Writes each to <see cref="Console.Error"/>, a line of its own.</summary>
    public static void Write(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Console.Error.WriteLine($"warning: {warning}");
        }
    }
}

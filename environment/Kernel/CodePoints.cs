namespace Telltale.Workbench.Kernel;

/// <summary>Jupyter counts positions in code by Unicode code points, .NET by UTF-16 code units.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 offset of a code point; the end of the text for larger positions.</summary>
    public static int ToUnits(string text, int codePoints) => text.EnumerateRunes().Take(codePoints).Sum(rune => rune.Utf16SequenceLength);

    /// <summary>The number of code points before a UTF-16 offset.</summary>
    public static int FromUnits(string text, int units) => text[..units].EnumerateRunes().Count();
}

using System.Text;

namespace Telltale.Workbench.Kernel;

/// <summary>Jupyter counts places in code by Unicode code points, .NET by UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 unit at which a code point begins; the end of the text for any place behind it.</summary>
    public static int ToUnits(string text, int codePoints) => text.EnumerateRunes().Take(codePoints).Sum(rune => rune.Utf16SequenceLength);

    /// <summary>How many code points begin before a UTF-16 unit.</summary>
    public static int FromUnits(string text, int units) => text[..units].EnumerateRunes().Count();
}

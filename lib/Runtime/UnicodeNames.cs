using System.Globalization;
using System.Text;

namespace Telltale.Runtime;

/// <summary>
/// Decomposes file names, so that names in composed (NFC, Linux and Windows) and decomposed Unicode (NFD, macOS) can be compared.
/// .NET normalizes nothing but ASCII in globalization-invariant mode, which the kit runs in.
/// </summary>
/// <remarks>
/// Canonical decomposition of Unicode Standard Annex #15. The table is made from Python's unicodedata by
/// tests/Runtime/Fixtures/make_decompositions.py.
/// </remarks>
internal static class UnicodeNames
{
    // The Unicode Standard, section 3.12: Hangul syllables are decomposed by arithmetic.
    private const int FirstSyllable = 0xAC00, Syllables = 11172, FirstLead = 0x1100, FirstVowel = 0x1161, BeforeFirstTail = 0x11A7,
        Vowels = 21, Tails = 28;

    private static readonly Lazy<(Dictionary<int, string> Decompositions, Dictionary<int, int> Classes)> Table = new(ReadTable);

    /// <summary>The canonical decomposition (NFD); the same instance for ASCII.</summary>
    /// <param name="name">A name or path; unpaired surrogates stay as they are.</param>
    public static string Decomposed(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name;
        }
        var points = new List<(int Point, int Class)>(name.Length);
        for (var i = 0; i < name.Length; i += char.IsSurrogatePair(name, i) ? 2 : 1)
        {
            Append(points, char.IsSurrogatePair(name, i) ? char.ConvertToUtf32(name, i) : name[i]);
        }
        SortMarks(points);
        var text = new StringBuilder(points.Count);
        foreach (var (point, _) in points)
        {
            _ = point < char.MaxValue ? text.Append((char)point) : text.Append(char.ConvertFromUtf32(point));
        }
        return text.ToString();
    }

    private static void Append(List<(int Point, int Class)> points, int point)
    {
        if (point - FirstSyllable is >= 0 and < Syllables and var syllable)
        {
            points.Add((FirstLead + syllable / (Vowels * Tails), 0));
            points.Add((FirstVowel + syllable % (Vowels * Tails) / Tails, 0));
            if (syllable % Tails > 0)
            {
                points.Add((BeforeFirstTail + syllable % Tails, 0));
            }
            return;
        }
        if (Table.Value.Decompositions.TryGetValue(point, out var parts))
        {
            foreach (var part in parts.EnumerateRunes())
            {
                points.Add((part.Value, Table.Value.Classes.GetValueOrDefault(part.Value)));
            }
            return;
        }
        points.Add((point, Table.Value.Classes.GetValueOrDefault(point)));
    }

    // Marks between two characters of class 0 are ordered by their class; equal classes keep their order.
    private static void SortMarks(List<(int Point, int Class)> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            for (var j = i; j > 0 && points[j].Class > 0 && points[j - 1].Class > points[j].Class; j--)
            {
                (points[j - 1], points[j]) = (points[j], points[j - 1]);
            }
        }
    }

    private static (Dictionary<int, string>, Dictionary<int, int>) ReadTable()
    {
        var (decompositions, classes) = (new Dictionary<int, string>(), new Dictionary<int, int>());
        using var reader = new StreamReader(typeof(UnicodeNames).Assembly.GetManifestResourceStream("decompositions.txt")!);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            if (fields[0] == "class")
            {
                classes[Hex(fields[2])] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }
            else
            {
                decompositions[Hex(fields[0])] = string.Concat(fields.Skip(1).Select(field => char.ConvertFromUtf32(Hex(field))));
            }
        }
        return (decompositions, classes);
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

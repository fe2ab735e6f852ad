using System.Net;
using System.Text;

namespace Telltale.Workbench.Report;

/// <summary>
/// Sets the TeX of the notebooks as MathML, which browsers draw without a script: letters, numbers, operators, <c>\frac</c>, <c>\sqrt</c>,
/// <c>\text</c>, <c>\mathrm</c>, sub- and superscripts, Greek letters and common signs.
/// </summary>
internal sealed class MathMl
{
    private static readonly Dictionary<string, string> Identifiers = new()
    {
        ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ", ["epsilon"] = "ε", ["lambda"] = "λ", ["mu"] = "μ",
        ["sigma"] = "σ", ["tau"] = "τ", ["theta"] = "θ", ["infty"] = "∞",
    };

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["cdot"] = "·", ["times"] = "×", ["le"] = "≤", ["leq"] = "≤", ["ge"] = "≥", ["geq"] = "≥", ["ne"] = "≠", ["approx"] = "≈",
        ["pm"] = "±", ["sum"] = "∑", ["to"] = "→", ["in"] = "∈", ["cap"] = "∩", ["cup"] = "∪", ["log"] = "log", ["exp"] = "exp",
        ["min"] = "min", ["max"] = "max", ["{"] = "{", ["}"] = "}", ["%"] = "%", ["lvert"] = "|", ["rvert"] = "|",
        ["lfloor"] = "⌊", ["rfloor"] = "⌋",
    };

    private readonly string tex;
    private int position;

    private MathMl(string tex) => this.tex = tex;

    /// <summary>The formula as a <c>math</c> element; null for TeX that it does not know, which is then shown as it is.</summary>
    /// <param name="tex">A formula without delimiters.</param>
    /// <param name="isBlock">True for a formula in a line of its own.</param>
    public static string? Of(string tex, bool isBlock = false)
    {
        try
        {
            var row = new MathMl(tex).Row(end: '\0');
            return $"<math{(isBlock ? " display=\"block\"" : "")}>{row}</math>";
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private char Next => position < tex.Length ? tex[position] : '\0';

    private string Row(char end)
    {
        var row = new StringBuilder();
        for (SkipSpaces(); Next != end; SkipSpaces())
        {
            row.Append(Next == '\0' ? throw new FormatException() : WithScripts(Atom()));
        }

        position++;
        return $"<mrow>{row}</mrow>";
    }

    private string WithScripts(string atom)
    {
        var (below, above) = ("", "");
        for (SkipSpaces(); Next is '_' or '^'; SkipSpaces())
        {
            var isBelow = tex[position++] == '_';
            (below, above) = isBelow ? (Argument(), above) : (below, Argument());
        }

        return (below, above) switch
        {
            ("", "") => atom,
            (_, "") => $"<msub>{atom}{below}</msub>",
            ("", _) => $"<msup>{atom}{above}</msup>",
            _ => $"<msubsup>{atom}{below}{above}</msubsup>",
        };
    }

    private string Argument()
    {
        SkipSpaces();
        return Next == '{' ? Group() : Atom();
    }

    private string Group()
    {
        position++;
        return Row(end: '}');
    }

    private string Atom()
    {
        var first = Next;
        return first switch
        {
            '\0' or '}' or '_' or '^' or '&' => throw new FormatException(),
            '{' => Group(),
            '\\' => Command(),
            _ when char.IsAsciiDigit(first) => $"<mn>{Take(c => char.IsAsciiDigit(c) || c is '.' or ',')}</mn>",
            _ when char.IsLetter(first) => Letter(),
            '-' => Sign("−"),
            _ => Sign(WebUtility.HtmlEncode(first.ToString())),
        };
    }

    private string Letter() => $"<mi>{tex[position++]}</mi>";

    private string Sign(string sign)
    {
        position++;
        return $"<mo>{sign}</mo>";
    }

    private string Command()
    {
        position++;
        var name = char.IsLetter(Next) ? Take(char.IsAsciiLetter) : Next == '\0' ? throw new FormatException() : tex[position++].ToString();
        return name switch
        {
            "frac" => $"<mfrac>{Argument()}{Argument()}</mfrac>",
            "sqrt" => $"<msqrt>{Argument()}</msqrt>",
            "text" or "mathrm" or "operatorname" => $"<mtext>{WebUtility.HtmlEncode(Verbatim())}</mtext>",
            "left" or "right" => Sign(WebUtility.HtmlEncode(Next.ToString())),
            "," or ";" or " " or "quad" => "<mspace width=\"0.3em\"></mspace>",
            _ when Identifiers.TryGetValue(name, out var letter) => $"<mi>{letter}</mi>",
            _ when Operators.TryGetValue(name, out var sign) => $"<mo>{sign}</mo>",
            _ => throw new FormatException(),
        };
    }

    private string Verbatim()
    {
        SkipSpaces();
        var end = tex.IndexOf('}', position);
        if (Next != '{' || end < 0)
        {
            throw new FormatException();
        }

        var text = tex[(position + 1)..end];
        position = end + 1;
        return text;
    }

    private string Take(Func<char, bool> belongs)
    {
        var start = position;
        while (position < tex.Length && belongs(tex[position]))
        {
            position++;
        }

        return tex[start..position];
    }

    private void SkipSpaces()
    {
        while (char.IsWhiteSpace(Next))
        {
            position++;
        }
    }
}

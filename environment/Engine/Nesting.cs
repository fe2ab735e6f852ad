namespace Telltale.Workbench.Engine;

/// <summary>
/// Finds text that is nested deeper than a recursive parser's stack allows: a stack overflow ends the process and cannot be caught.
/// Roslyn checks the stack for most constructs, but not while it looks ahead over brackets and type arguments.
/// </summary>
/// <remarks>Strings and comments count as well, so that no lexer is needed: 500 unclosed brackets occur in neither.</remarks>
internal static class Nesting
{
    /// <summary>The most brackets that may be open at once; code written by people has fewer than 30.</summary>
    public const int Limit = 500;

    private const string TypeArguments = ",.?[]:* \t\r\n_@>";

    /// <summary>True for text with more open brackets than <see cref="Limit"/>.</summary>
    public static bool IsTooDeep(string text)
    {
        var (brackets, angles) = (0, 0);
        foreach (var character in text)
        {
            brackets = character switch
            {
                '(' or '[' or '{' => brackets + 1,
                ')' or ']' or '}' => Math.Max(0, brackets - 1),
                _ => brackets,
            };
            // "<" is a bracket only within type arguments; elsewhere it compares.
            angles = character == '<' ? angles + 1
                : TypeArguments.Contains(character, StringComparison.Ordinal) || char.IsLetterOrDigit(character) ? angles
                : 0;
            if (brackets > Limit || angles > Limit)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Refuses code that is too deep for the compiler.</summary>
    /// <exception cref="FormatException">It is.</exception>
    public static void Require(string code)
    {
        if (IsTooDeep(code))
        {
            throw new FormatException($"The code has more than {Limit} open brackets, which is too deep for the compiler.");
        }
    }
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Telltale.Workbench.Engine;

/// <summary>A stack frame in a cell.</summary>
/// <param name="Cell">The cell's name, such as "cell 3", or a loaded file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Function">The user's function; null for top-level code.</param>
internal sealed record UserFrame(string Cell, int Line, string? Function)
{
    public override string ToString() => $"at {(Function is null ? "" : $"{Function} in ")}{Cell}, line {Line}";
}

/// <summary>Separates the user's frames of a stack from those of libraries and the scripting engine.</summary>
internal static partial class UserFrames
{
    public static IEnumerable<UserFrame> Of(StackTrace stack, string folder) =>
        stack.GetFrames()
            .Where(IsSubmission)
            .Where(frame => frame.GetFileLineNumber() > 0 && frame.GetFileName() is not null)
            .Select(frame => new UserFrame(
                Path.GetRelativePath(folder, frame.GetFileName()!), frame.GetFileLineNumber(), FunctionName(frame)));

    /// <summary>All other frames, except the engine's.</summary>
    public static IEnumerable<string> Others(StackTrace stack) =>
        stack.GetFrames()
            .Where(frame => !IsSubmission(frame) && !IsPlumbing(frame))
            .Select(frame => new StackTrace(frame).ToString().Trim());

    private static bool IsSubmission(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType?.FullName?.StartsWith("Submission#", StringComparison.Ordinal) == true;

    private static bool IsPlumbing(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType?.FullName is not { } type
        || type.StartsWith("Microsoft.CodeAnalysis.Scripting.", StringComparison.Ordinal)
        || type.StartsWith("Telltale.Workbench.", StringComparison.Ordinal)
        || type.StartsWith("System.Runtime.ExceptionServices.", StringComparison.Ordinal)
        || type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal);

    /// <summary>
    /// The compiler calls a local function <c>&lt;Outer&gt;g__Name|0_1</c>, the state machine of an async one
    /// <c>&lt;Name&gt;d__2</c>, and a cell's own code <c>&lt;Initialize&gt;</c>.
    /// </summary>
    private static string? FunctionName(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var name = method.Name == "MoveNext" ? method.DeclaringType!.Name : method.Name;
        var function = LocalFunction().Match(name) is { Success: true } local ? local.Groups[1].Value
            : Compiled().Match(name) is { Success: true } compiled ? compiled.Groups[1].Value
            : name;
        return function is "Initialize" or "Factory" ? null : function;
    }

    [GeneratedRegex(@"g__(\w+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"<(\w+)>")]
    private static partial Regex Compiled();
}

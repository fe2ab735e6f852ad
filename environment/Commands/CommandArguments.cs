namespace Telltale.Workbench.Commands;

/// <summary>The arguments of a command that runs a notebook.</summary>
/// <param name="Parameters">The notebook's parameters; paths are absolute.</param>
/// <param name="Output">The folder of the files; null for the usual one.</param>
internal sealed record CommandArguments(IReadOnlyDictionary<string, string?> Parameters, string? Output)
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">What was typed after the command.</param>
    /// <param name="positional">Names of the arguments that must be there, in order; all are paths.</param>
    /// <param name="options">Names of the options, each followed by a path; <c>--output</c> is always one.</param>
    /// <exception cref="UsageException">An argument is missing, unknown or given twice.</exception>
    public static CommandArguments Parse(IReadOnlyList<string> arguments, IReadOnlyList<string> positional, IReadOnlyList<string> options)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = new List<string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            if (!arguments[index].StartsWith("--", StringComparison.Ordinal))
            {
                given.Add(arguments[index]);
                continue;
            }

            var name = arguments[index][2..];
            if (name != "output" && !options.Contains(name))
            {
                throw new UsageException($"Unknown option '--{name}'.");
            }

            if (++index == arguments.Count || arguments[index].Length == 0)
            {
                throw new UsageException($"--{name} needs a path.");
            }

            if (!values.TryAdd(name, arguments[index]))
            {
                throw new UsageException($"--{name} is given twice.");
            }
        }

        if (given.Count != positional.Count || given.Any(path => path.Length == 0))
        {
            throw new UsageException(
                $"Expected {string.Join(" and ", positional.Select(name => name.ToUpperInvariant()))}, "
                + $"got {given.Count.Counted("argument")}.");
        }

        var parameters = positional.Zip(given).ToDictionary(pair => pair.First, pair => (string?)Path.GetFullPath(pair.Second));
        foreach (var option in options)
        {
            parameters[option] = values.TryGetValue(option, out var path) ? Path.GetFullPath(path) : null;
        }

        return new(parameters, values.TryGetValue("output", out var output) ? Path.GetFullPath(output) : null);
    }
}

namespace Telltale.Workbench.Runner;

/// <summary>The arguments of a run.</summary>
/// <param name="Notebooks">Full paths in the order to run them.</param>
/// <param name="Output">The folder for executed notebooks, the report and the results.</param>
internal sealed record RunRequest(IReadOnlyList<string> Notebooks, string Output)
{
    /// <summary>Reads the arguments of <c>run</c>.</summary>
    /// <param name="arguments">Notebooks, folders of notebooks, or names in <c>notebooks/</c>; and <c>--output folder</c>.</param>
    /// <param name="repository">The folder with <c>notebooks/</c> and <c>artifacts/</c>.</param>
    /// <exception cref="UsageException">An argument is not a notebook, folder or option.</exception>
    public static RunRequest Parse(IReadOnlyList<string> arguments, string repository)
    {
        string? output = null;
        var named = new List<string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index] == "--output")
            {
                output = ++index < arguments.Count && arguments[index].Length > 0 ? arguments[index]
                    : throw new UsageException("--output needs a folder.");
            }
            else if (arguments[index].StartsWith('-'))
            {
                throw new UsageException($"Unknown option '{arguments[index]}'.");
            }
            else
            {
                named.Add(arguments[index]);
            }
        }

        var library = Path.Combine(repository, "notebooks");
        var notebooks = named.Count == 0 ? InFolder(library) : [.. named.SelectMany(name => Resolve(name, library))];
        RefuseSameNames(notebooks);
        return new RunRequest(notebooks, Path.GetFullPath(output ?? OutputFolder.Default(repository)));
    }

    private static IReadOnlyList<string> Resolve(string name, string library)
    {
        if (name.Length == 0)
        {
            throw new UsageException("A notebook's name is empty.");
        }

        if (Directory.Exists(name))
        {
            return InFolder(Path.GetFullPath(name));
        }

        string[] candidates = [Path.GetFullPath(name), Path.Combine(library, name), Path.Combine(library, name + ".ipynb")];
        return candidates.FirstOrDefault(File.Exists) is { } found
            ? [found]
            : throw new UsageException(
                $"Notebook '{name}' not found; looked for {string.Join(", ", candidates.Select(path => $"'{path}'"))}.");
    }

    private static IReadOnlyList<string> InFolder(string folder)
    {
        var notebooks = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.ipynb") : [];
        return notebooks.Length > 0
            ? [.. notebooks.Order(StringComparer.Ordinal)]
            : throw new UsageException($"'{folder}' has no notebooks.");
    }

    private static void RefuseSameNames(IReadOnlyList<string> notebooks)
    {
        var twice = notebooks.GroupBy(Path.GetFileNameWithoutExtension).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new UsageException($"Two notebooks are named {twice.Key}, so one output would overwrite the other. Run them separately.");
        }
    }
}

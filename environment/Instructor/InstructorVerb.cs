using Telltale.Workbench.Notebooks;
using Telltale.Workbench.Runner;

namespace Telltale.Workbench.Instructor;

/// <summary>Writes the instructor's versions of notebooks with exercises.</summary>
internal sealed class InstructorVerb : IVerb
{
    /// <summary>Ends the names of the written notebooks.</summary>
    private const string Ending = "-instructor";

    public string Name => "instructor";

    public string Arguments => "[notebook…] [--output folder]";

    public IReadOnlyList<string> Description =>
    [
        "Writes the instructor's version of the given notebooks, by default of all with exercises: every exercise is answered with its",
        $"solution, and the solutions are unfolded. They get names ending in {Ending} and lie in artifacts/, from where they can be run.",
    ];

    public Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var request = RunRequest.Parse(arguments, RepositoryFolder.Find());
        var written = request.Notebooks.Select(path => Write(path, request.Output)).OfType<string>().ToList();
        if (written.Count == 0)
        {
            throw new UsageException(
                $"No exercises in {string.Join(", ", request.Notebooks.Select(Path.GetFileName))}: no cell has the tag 'exercise'.");
        }

        written.ForEach(Console.WriteLine);
        return Task.FromResult(0);
    }

    /// <summary>Writes the instructor's version of a notebook.</summary>
    /// <returns>Where; null if it has no exercises.</returns>
    private static string? Write(string path, string folder)
    {
        var notebook = Notebook.Read(path);
        if (!InstructorVersion.Exists(notebook))
        {
            return null;
        }

        try
        {
            InstructorVersion.Unfold(notebook);
        }
        catch (FormatException error)
        {
            throw new UnusableFileException(path, $"It has no instructor's version: {error.Message}.", "Correct the notebook.", error);
        }

        var target = Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + Ending + Path.GetExtension(path));
        notebook.Write(target);
        return target;
    }
}

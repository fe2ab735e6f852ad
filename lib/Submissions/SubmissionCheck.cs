using System.Text;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>
/// Says line by line what is wrong with a submission to MediaEval's task, of either kind and by any program, before its organisers do.
/// </summary>
/// <example><code>
/// var check = SubmissionCheck.Of("submission", images: "/data/test");
/// Console.WriteLine(check.IsValid ? "ready to be sent" : check.ToString());
/// </code></example>
public sealed class SubmissionCheck
{
    private readonly string path;

    internal SubmissionCheck(string path, IReadOnlyList<string> checkedFiles, IReadOnlyList<SubmissionProblem> problems) =>
        (this.path, Files, Problems) = (path, checkedFiles, problems);

    /// <summary>What was checked, one sentence for each file.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What is wrong, those of one file together; of each kind the first five, and a count of the others.</summary>
    public IReadOnlyList<SubmissionProblem> Problems { get; }

    /// <summary>True where nothing is wrong.</summary>
    public bool IsValid => Problems.Count == 0;

    /// <summary>Checks a submission. Nothing is written.</summary>
    /// <param name="path">An archive, or the folder with the archives and, for localization, <c>scores.csv</c>.</param>
    /// <param name="images">
    /// Folder of the test images, at any depth: every image must occur, and masks must have its size. Null to check the files alone.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder of images.</exception>
    /// <exception cref="ImageFileException">The header of a test image cannot be read.</exception>
    /// <exception cref="ArgumentException">The folder has no images, or two of the same name.</exception>
    public static SubmissionCheck Of(string path, string? images = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full) && !File.Exists(full))
        {
            throw new FileNotFoundException($"There is no file or folder '{full}'. Name an archive, or the folder that holds it.", full);
        }
        return new SubmissionReading(full, images is null ? null : ImagesOf(Path.GetFullPath(images))).Check();
    }

    /// <summary>Throws where something is wrong, so that a script stops.</summary>
    /// <exception cref="InvalidDataException">There are problems; the message counts them.</exception>
    public void Require()
    {
        if (!IsValid)
        {
            throw new InvalidDataException($"{Count} in {path}.");
        }
    }

    /// <summary>What was checked, and every problem on a line of its own.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in Files.Concat(Problems.Select(problem => problem.ToString())))
        {
            text.Append(line).Append('\n');
        }
        return text.Append(IsValid ? "No problems found." : $"{Count}.").ToString();
    }

    private string Count => Problems.Count.Counted("problem");

    private static Dictionary<string, string> ImagesOf(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'. Name the folder of the test images.");
        }
        var images = ImageListing.Of(folder);
        if (images.GroupBy(Path.GetFileName).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"{twice.First()} and {twice.Last()} have the same name, and a submission tells images apart by their names. "
                + "Name a folder with the test images only.");
        }
        return images.Count > 0 ? images.ToDictionary(image => Path.GetFileName(image), StringComparer.Ordinal)
            : throw new ArgumentException($"'{folder}' has {ImageListing.Summary(folder, images)}.");
    }
}

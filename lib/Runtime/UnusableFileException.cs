#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>
/// A file cannot be used: it is corrupt, changed, of another kind, or no file at all. The message names it and says what to do.
/// </summary>
/// <remarks>Compiled into the library and into the workbench, which never references the library.</remarks>
public class UnusableFileException : IOException
{
    /// <summary>Builds the message "file: problem cure".</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="problem">What is wrong, as sentences.</param>
    /// <param name="cure">What to do about it, as sentences.</param>
    /// <param name="cause">The inner exception; null for none.</param>
    public UnusableFileException(string file, string problem, string cure, Exception? cause = null)
        : base($"{file}: {problem} {cure}", cause) => (File, Problem, Cure) = (file, problem, cure);

    /// <summary>The path of the file.</summary>
    public string File { get; }

    /// <summary>What is wrong with it.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Cure { get; }
}

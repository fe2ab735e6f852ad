namespace Telltale.Workbench;

/// <summary>Something the command line can be asked to do.</summary>
internal interface IVerb
{
    /// <summary>The word that asks for it.</summary>
    string Name { get; }

    /// <summary>What may follow the word, as help shows it.</summary>
    string Arguments { get; }

    /// <summary>What it does, in lines that help shows below it.</summary>
    IReadOnlyList<string> Description { get; }

    /// <summary>Does it.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="UsageException">The arguments make no sense.</exception>
    Task<int> RunAsync(IReadOnlyList<string> arguments);
}

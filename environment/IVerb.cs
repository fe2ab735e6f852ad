namespace Telltale.Workbench;

/// <summary>A command of the command line.</summary>
internal interface IVerb
{
    /// <summary>The word that selects it.</summary>
    string Name { get; }

    /// <summary>Its arguments, as help shows them.</summary>
    string Arguments { get; }

    /// <summary>What it does, in lines for the help.</summary>
    IReadOnlyList<string> Description { get; }

    /// <summary>Runs the command.</summary>
    /// <returns>The process's exit code.</returns>
    /// <exception cref="UsageException">The arguments are invalid.</exception>
    Task<int> RunAsync(IReadOnlyList<string> arguments);
}

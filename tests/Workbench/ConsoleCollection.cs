namespace Telltale.Tests.Workbench;

/// <summary>Tests that run cells in this process take its console, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection
{
    public const string Name = "console";
}

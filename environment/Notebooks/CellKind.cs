namespace Telltale.Workbench.Notebooks;

/// <summary>What a cell holds.</summary>
internal enum CellKind
{
    /// <summary>C# to run.</summary>
    Code,

    /// <summary>Prose.</summary>
    Markdown,

    /// <summary>Text that is neither run nor rendered.</summary>
    Raw,
}

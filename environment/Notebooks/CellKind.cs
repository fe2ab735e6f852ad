namespace Telltale.Workbench.Notebooks;

/// <summary>The kind of a cell.</summary>
internal enum CellKind
{
    /// <summary>C# to run.</summary>
    Code,

    /// <summary>Prose.</summary>
    Markdown,

    /// <summary>Text that is neither run nor rendered.</summary>
    Raw,
}

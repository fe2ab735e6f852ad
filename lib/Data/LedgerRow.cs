namespace Telltale.Data;

/// <summary>Files of one folder and extension that had the same fate.</summary>
/// <param name="Folder">Path below the folder that was read, with <c>/</c>; <c>.</c> for that folder itself.</param>
/// <param name="Extension">Extension in lower case with its dot; empty for none.</param>
/// <param name="Use">What became of them.</param>
/// <param name="Reason">image, mask or list for used files, else why they are not used.</param>
/// <param name="Files">Number of files.</param>
public sealed record LedgerRow(string Folder, string Extension, FileUse Use, string Reason, int Files);

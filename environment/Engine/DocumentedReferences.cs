using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace Telltale.Workbench.Engine;

/// <summary>Resolves <c>#r</c> as the scripting engine does; reads each file and its XML documentation once.</summary>
/// <param name="folder">Where relative paths start.</param>
internal sealed class DocumentedReferences(string folder) : MetadataReferenceResolver
{
    private readonly ScriptMetadataResolver files = ScriptMetadataResolver.Default.WithBaseDirectory(folder);
    private readonly ConcurrentDictionary<string, PortableExecutableReference> read = new();

    public PortableExecutableReference Read(string file) => read.GetOrAdd(
        file,
        path => CellLanguage.Reference(path, XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(path, ".xml"))));

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        [.. files.ResolveReference(reference, baseFilePath, properties).Select(found => Read(found.FilePath!).WithProperties(properties))];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
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

    /// <summary>What every cell can name; read once, as the files of .NET and of this program do not change while it runs.</summary>
    public static IReadOnlyDictionary<string, PortableExecutableReference> Standard => ReadOnce.Value;

    private static Lazy<FrozenDictionary<string, PortableExecutableReference>> ReadOnce { get; } = new(() =>
        CellLanguage.WithShared(DotNet.ReferenceAssemblies() is { Count: > 0 } documented ? documented : CellLanguage.FrameworkFiles())
            .ToFrozenDictionary(file => file, Open));

    public PortableExecutableReference Read(string file) => Standard.GetValueOrDefault(file) ?? read.GetOrAdd(file, Open);

    private static PortableExecutableReference Open(string file) =>
        CellLanguage.Reference(file, XmlDocumentationProvider.CreateFromFile(Path.ChangeExtension(file, ".xml")));

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        [.. files.ResolveReference(reference, baseFilePath, properties).Select(found => Read(found.FilePath!).WithProperties(properties))];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

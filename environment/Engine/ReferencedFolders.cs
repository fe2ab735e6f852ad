using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Telltale.Workbench.Engine;

/// <summary>
/// Loads dependencies of the assemblies named by <c>#r</c> from the same folders, once per process, as an application does. By default
/// the scripting engine loads a file again for each requested version: two libraries built against different versions of a third (as
/// Plotly.NET and Giraffe are against FSharp.Core) would not share its types.
/// </summary>
internal sealed class ReferencedFolders : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> folders = [];

    public ReferencedFolders() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <summary>Adds the folders of a cell's references to the search.</summary>
    public void Add(Compilation cell) =>
        Add(cell.DirectiveReferences.OfType<PortableExecutableReference>().Select(reference => reference.FilePath));

    /// <summary>Adds the folders of these files to the search.</summary>
    public void Add(IEnumerable<string?> files)
    {
        lock (gate)
        {
            foreach (var file in files)
            {
                if (Path.GetDirectoryName(file) is { } folder && !folders.Contains(folder))
                {
                    folders.Add(folder);
                }
            }
        }
    }

    public void Dispose() => AssemblyLoadContext.Default.Resolving -= Resolve;

    private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        lock (gate)
        {
            var file = folders.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists);
            return file is null ? null : context.LoadFromAssemblyPath(file);
        }
    }
}

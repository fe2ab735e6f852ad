using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Telltale.Workbench.Engine;

/// <summary>
/// Loads what the assemblies named by <c>#r</c> need from the folders they lie in, once for the whole process, as an application
/// does. Left alone, the scripting engine loads a file again for each version that is asked for: two libraries built against different
/// versions of a third (as Plotly.NET and Giraffe are against FSharp.Core) would not understand each other's types.
/// </summary>
internal sealed class ReferencedFolders : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> folders = [];

    public ReferencedFolders() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <summary>From now on the folders of a cell's references are looked through.</summary>
    public void Add(Compilation cell) => Add(cell.DirectiveReferences.OfType<PortableExecutableReference>().Select(reference => reference.FilePath));

    /// <summary>From now on the folders of these files are looked through.</summary>
    public void Add(IEnumerable<string?> files)
    {
        lock (gate)
        {
            foreach (var file in files)
            {
                if (Path.GetDirectoryName(file) is { } folder && !folders.Contains(folder))
                    folders.Add(folder);
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

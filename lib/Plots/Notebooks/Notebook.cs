using System.Reflection;
using System.Runtime.InteropServices;
using Telltale.Experiments;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Plots;

/// <summary>What a notebook's set-up cell needs.</summary>
public static class Notebook
{
    /// <summary>
    /// Makes the notebook ready: loads libtorch, teaches the host to show the kit's types, and brings plotly.js into the page.
    /// Must be the last expression of the set-up cell, since its value carries the script that every chart waits for.
    /// </summary>
    /// <exception cref="DllNotFoundException">libtorch does not load; the message says what was looked for and the cure.</exception>
    public static NotebookSetup Start()
    {
        var libtorch = LibTorch.Load();
        NotebookFormatters.Register();
        return new(
            typeof(Notebook).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            RuntimeInformation.FrameworkDescription,
            libtorch.Version,
            libtorch.HasCuda ? "NVIDIA GPU" : $"CPU, {torch.get_num_threads()} threads",
            Profile.Current);
    }
}

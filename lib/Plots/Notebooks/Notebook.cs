using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Telltale.Experiments;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Plots;

/// <summary>The set-up cell of a notebook.</summary>
public static class Notebook
{
    /// <summary>
    /// Loads libtorch, registers the formatters of the kit's types, and adds plotly.js to the page. It must be the last expression of the
    /// set-up cell, since its value contains the script that every chart needs. From then on numbers are printed in the invariant culture
    /// (0.4375, not 0,4375), whatever the host's, so that a notebook shows the same everywhere.
    /// </summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded; the message says what was looked for and what to do.</exception>
    public static NotebookSetup Start()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var libtorch = LibTorch.Load();
        NotebookFormatters.Register();
        InteractiveHost.Follow();
        return new(
            typeof(Notebook).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            RuntimeInformation.FrameworkDescription,
            libtorch.Version,
            libtorch.HasCuda ? "NVIDIA GPU" : $"CPU, {torch.get_num_threads().Counted("thread")}",
            Profile.Current);
    }
}

using System.Text.Json.Nodes;
using Telltale.Experiments;
using Telltale.Runtime;

namespace Telltale.Plots;

/// <summary>What a notebook runs on; shows itself as one line.</summary>
/// <param name="Version">Version of the kit.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="LibTorch">Version of libtorch.</param>
/// <param name="Device">Where tensors are computed.</param>
/// <param name="Profile">The sizes of the experiments.</param>
public sealed record NotebookSetup(string Version, string Runtime, string LibTorch, string Device, Profile Profile)
{
    /// <summary>What the runner looks for among a cell's outputs to describe a run: a JSON object.</summary>
    public const string MimeType = "application/vnd.telltale.run+json";

    /// <summary>What only the library knows of a run.</summary>
    public string ToJson() => new JsonObject
    {
        ["library"] = Version,
        ["libtorch"] = LibTorch,
        ["device"] = Device,
        ["profile"] = Profile.ToString(),
    }.ToJsonString();

    /// <summary>Everything on one line.</summary>
    public override string ToString() => $"Telltale {Version} · {Runtime} · libtorch {LibTorch} · {Device} · profile {Profile}";
}

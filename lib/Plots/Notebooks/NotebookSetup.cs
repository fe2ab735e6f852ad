using System.Text.Json.Nodes;
using Telltale.Experiments;

namespace Telltale.Plots;

/// <summary>The versions, device and profile with which a notebook runs; displayed as one line.</summary>
/// <param name="Version">Version of the kit.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="LibTorch">Version of libtorch.</param>
/// <param name="Device">The device of the tensors.</param>
/// <param name="Profile">The profile of the experiments.</param>
public sealed record NotebookSetup(string Version, string Runtime, string LibTorch, string Device, Profile Profile)
{
    /// <summary>MIME type of the JSON object from which the runner reads the description of a run.</summary>
    internal const string MimeType = "application/vnd.telltale.run+json";

    /// <summary>The part of a run's description that only the library knows, as a JSON object.</summary>
    internal string ToJson() => new JsonObject
    {
        ["library"] = Version,
        ["libtorch"] = LibTorch,
        ["device"] = Device,
        ["profile"] = Profile.ToString(),
        ["paper"] = PaperSummary.ToJson(),
    }.ToJsonString();

    /// <summary>All of it on one line.</summary>
    public override string ToString() => $"Telltale {Version} · {Runtime} · libtorch {LibTorch} · {Device} · profile {Profile}";
}

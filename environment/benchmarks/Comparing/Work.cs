namespace Telltale.Benchmarks.Comparing;

/// <summary>A work that contenders are compared on.</summary>
/// <param name="Name">Kind and sizes, for example <c>densenet121-training-128-16</c>: 128 px, batches of 16.</param>
/// <param name="WarmUp">Untimed steps at the start.</param>
/// <param name="Steps">Timed steps.</param>
/// <param name="Contenders">Each runs once per round, in a separate process.</param>
internal sealed record Work(string Name, int WarmUp, int Steps, IReadOnlyList<Contender> Contenders);

/// <summary>Whose code a contender is.</summary>
internal enum Side
{
    /// <summary>Telltale.</summary>
    Own,

    /// <summary>Python with PyTorch, torchvision, scikit-learn or NumPy, depending on the work.</summary>
    Peer,

    /// <summary>ONNX Runtime, in this program.</summary>
    OnnxRuntime,
}

/// <summary>A side in one setting.</summary>
/// <param name="Side">Whose code it is.</param>
/// <param name="Setting">The setting, for example <c>channels-last-bfloat16</c>.</param>
internal sealed record Contender(Side Side, string Setting)
{
    /// <summary>True if it computes in float32; such contenders are also compared separately.</summary>
    public bool IsFloat32 => !Setting.Contains("bfloat16", StringComparison.Ordinal);

    /// <summary>The name in tables.</summary>
    public override string ToString() => Side switch
    {
        Side.Own => $"Telltale {Setting}",
        Side.Peer => $"peer {Setting}",
        _ => $"ONNX Runtime {Setting}",
    };
}

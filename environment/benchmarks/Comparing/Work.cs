namespace Telltale.Benchmarks.Comparing;

/// <summary>One work that contenders do side by side.</summary>
/// <param name="Name">Kind and sizes, for example <c>densenet121-training-128-16</c>: 128 px, batches of 16.</param>
/// <param name="WarmUp">Steps before the clock runs.</param>
/// <param name="Steps">Steps that are timed.</param>
/// <param name="Contenders">Who does it: each once a round, in a process of its own.</param>
internal sealed record Work(string Name, int WarmUp, int Steps, IReadOnlyList<Contender> Contenders);

/// <summary>Whose code a contender is.</summary>
internal enum Side
{
    /// <summary>Telltale.</summary>
    Own,

    /// <summary>Python with PyTorch, torchvision, scikit-learn or NumPy, each where it is at home.</summary>
    Peer,

    /// <summary>ONNX Runtime, in this program.</summary>
    OnnxRuntime,
}

/// <summary>Someone who does a work in one setting.</summary>
/// <param name="Side">Whose code it is.</param>
/// <param name="Setting">Which of its settings, for example <c>channels-last-bfloat16</c>.</param>
internal sealed record Contender(Side Side, string Setting)
{
    /// <summary>True where it computes in full precision: rows of their own compare these alone.</summary>
    public bool IsFloat32 => !Setting.Contains("bfloat16", StringComparison.Ordinal);

    /// <summary>As tables show it.</summary>
    public override string ToString() => Side switch
    {
        Side.Own => $"Telltale {Setting}",
        Side.Peer => $"peer {Setting}",
        _ => $"ONNX Runtime {Setting}",
    };
}

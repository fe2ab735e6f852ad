using System.Runtime.InteropServices;

namespace Telltale.Benchmarks.Comparing;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Its model and the widest vector instructions.</param>
/// <param name="Cores">Processors that the operating system offers.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="OperatingSystem">Name and version.</param>
internal sealed record Machine(string Processor, int Cores, long Memory, string OperatingSystem)
{
    private static readonly string[] VectorInstructions = ["avx2", "avx512f", "avx512_bf16", "amx_bf16"];

    /// <summary>The machine that this runs on.</summary>
    public static Machine This { get; } = new(
        ProcessorName(), Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, RuntimeInformation.OSDescription);

    /// <summary>True where the processor has instructions for bfloat16. Emulated, it takes a hundred times as long.</summary>
    public bool MultipliesBFloat16 => Processor.Contains("_bf16", StringComparison.Ordinal);

    public override string ToString() => $"{Processor}, {Cores} cores, {Memory >> 30} GiB, {OperatingSystem}";

    private static string ProcessorName()
    {
        const string Source = "/proc/cpuinfo";
        if (!File.Exists(Source))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }
        var lines = File.ReadLines(Source).Take(40).ToArray();
        string Value(string key) => lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";
        var abilities = VectorInstructions.Where(Value("flags").Split(' ').Contains);
        return $"{Value("model name")} (family {Value("cpu family")}, model {Value("model\t")}; {string.Join(' ', abilities)})";
    }
}

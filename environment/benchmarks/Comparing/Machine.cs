using System.Runtime.InteropServices;

namespace Telltale.Benchmarks.Comparing;

/// <summary>The machine of the measurements.</summary>
/// <param name="Processor">CPU model and widest vector instructions.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="OperatingSystem">Name and version.</param>
internal sealed record Machine(string Processor, int Cores, long Memory, string OperatingSystem)
{
    private const string Source = "/proc/cpuinfo";

    private static readonly string[] Lines = File.Exists(Source) ? [.. File.ReadLines(Source).Take(40)] : [];
    private static readonly string[] VectorInstructions =
        [.. new[] { "avx2", "avx512f", "avx512_bf16", "amx_bf16" }.Where(Value("flags").Split(' ').Contains)];

    /// <summary>The current machine.</summary>
    public static Machine This { get; } = new(
        ProcessorName(), Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, RuntimeInformation.OSDescription);

    /// <summary>True if the CPU has bfloat16 instructions. Emulation is a hundred times slower.</summary>
    public static bool MultipliesBFloat16 => VectorInstructions.Any(name => name.EndsWith("_bf16", StringComparison.Ordinal));

    public override string ToString() => $"{Processor}, {Cores} cores, {Memory >> 30} GiB, {OperatingSystem}";

    private static string ProcessorName() => Lines.Length == 0
        ? RuntimeInformation.ProcessArchitecture.ToString()
        : $"{Value("model name")} (family {Value("cpu family")}, model {Value("model\t")}; {string.Join(' ', VectorInstructions)})";

    private static string Value(string key) =>
        Lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";
}

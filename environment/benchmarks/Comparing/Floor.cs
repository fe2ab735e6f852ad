
namespace Telltale.Benchmarks.Comparing;

/// <summary>The highest rates measured on the machine in this comparison, by any contender.</summary>
/// <param name="Float32">GFLOP/s; NaN if not measured.</param>
/// <param name="BFloat16">GFLOP/s; NaN if not measured.</param>
/// <param name="Memory">GB/s; NaN if not measured.</param>
internal sealed record Floor(double Float32, double BFloat16, double Memory)
{
    /// <summary>The best of the measured matrix products, convolutions and triads.</summary>
    public static Floor Of(IReadOnlyList<WorkResult> results) => new(
        Best(results, ["floor-product", "floor-convolution"], contender => contender.IsFloat32),
        Best(results, ["floor-product", "floor-convolution"], contender => !contender.IsFloat32),
        Best(results, ["floor-memory"], _ => true));

    /// <summary>A contender's arithmetic as a share of the machine's peak, in direct convolutions; NaN if unknown.</summary>
    public double ShareOfPeak(WorkResult result, Contender contender)
    {
        var peak = contender.IsFloat32 ? Float32 : BFloat16;
        return NetworkWork.Parse(result.Work.Name) is { } work
            ? result.Speed(contender) * Arithmetic.PerImage(work) / 1e9 / peak
            : double.NaN;
    }

    /// <summary>A contender's minimal memory traffic as a share of the machine's bandwidth; NaN if unknown.</summary>
    public double ShareOfBandwidth(WorkResult result, Contender contender)
    {
        var bytes = contender.IsFloat32 ? sizeof(float) : sizeof(float) / 2;
        return NetworkWork.Parse(result.Work.Name) is { } work
            ? result.Speed(contender) * Arithmetic.NumbersPerImage(work) * bytes / 1e9 / Memory
            : double.NaN;
    }

    private static double Best(IReadOnlyList<WorkResult> results, string[] works, Func<Contender, bool> counts) => results
        .Where(result => works.Contains(result.Work.Name))
        .SelectMany(result => result.Contenders.Where(counts).Select(result.Speed))
        .DefaultIfEmpty(double.NaN).Max();
}

using static TorchSharp.torch;

namespace Telltale.Tests.Evaluation.Scoring;

/// <summary>Measures the heap and counts the tensors of the process, so nothing else may run beside it.</summary>
[Collection("alone")]
public class CollectionMemoryTests
{
    private const int RowsBetweenLooks = 20; // a look collects the whole heap

    [Fact]
    public void Scoring_keeps_no_image_and_no_row()
    {
        Peak(40); // allocations that are made once
        var (few, many) = (Peak(100), Peak(400));
        // The pixels of 300 images more are 0.9 MB.
        Assert.True(many < few + 300_000, $"{few:N0} bytes with 100 rows, {many:N0} with 400.");
    }

    private static long Peak(int rows)
    {
        using var images = new ScoredCollection(rows);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (tensors, peak) = (Tensor.TotalCount, 0L);
        images.Score("scores", progress: new Told(told =>
            peak = told.Done % RowsBetweenLooks == 0 ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak));
        Assert.Equal(tensors, Tensor.TotalCount);
        return peak;
    }
}

using BenchmarkDotNet.Attributes;
using Telltale.Benchmarks.Contenders;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Benchmarks.Pieces;

/// <summary>ROC AUC and average precision.</summary>
public class RankingPieces
{
    private double[] scores = [];
    private bool[] targets = [];

    [Params(10_000, 10_000_000)]
    public int Scores { get; set; }

    [GlobalSetup]
    public void Make() => (scores, targets) = NoisyScores.Of(Scores);

    [Benchmark]
    public double[] RocAucAndAveragePrecision() => OwnMetrics.Ranking(scores, targets);
}

/// <summary>The sweep over pixels: 1,001 thresholds at once.</summary>
public class PixelSweepPieces
{
    private PredictedMask[] masks = [];

    [Params(10, 1000)]
    public int Masks { get; set; }

    [GlobalSetup]
    public void Make()
    {
        const int Side = 512;
        var (scores, targets) = NoisyScores.Of(Side * Side);
        var mask = new PredictedMask(
            new ImageRecord("mask", ImageLabel.Edited, "noise"), Array.ConvertAll(scores, score => (float)score),
            new Mask(Side, Side, Array.ConvertAll(targets, target => target ? Mask.Edited : Mask.Authentic)));
        masks = [.. Enumerable.Repeat(mask, Masks)];
    }

    [Benchmark]
    public MaskSweep Sweep() => ThresholdSweep.Of(masks, Averaging.PerImage);
}

/// <summary>The bootstrap interval of a metric.</summary>
public class BootstrapPieces
{
    private Predictions predictions = null!;

    [Params(1000, 10_000)]
    public int Scores { get; set; }

    [GlobalSetup]
    public void Make()
    {
        var (scores, targets) = NoisyScores.Of(Scores);
        predictions = new("scores", scores, targets);
    }

    [Benchmark]
    public Interval RocAuc() => Bootstrap.Percentile(predictions, sweep => RocCurve.Of(sweep).AreaUnderCurve);
}

/// <summary>Scores of a detector better than chance.</summary>
internal static class NoisyScores
{
    public static (double[] Scores, bool[] Targets) Of(int count)
    {
        var random = SeededRandom.For(17);
        var targets = Enumerable.Range(0, count).Select(_ => random.NextDouble() < 0.5).ToArray();
        return (Array.ConvertAll(targets, target => (random.NextDouble() + (target ? 0.3 : 0)) / 1.3), targets);
    }
}

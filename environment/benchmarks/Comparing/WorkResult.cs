namespace Telltale.Benchmarks.Comparing;

/// <summary>The measurements of one work.</summary>
/// <param name="Work">The work.</param>
/// <param name="Rounds">The measurement of each contender, per round.</param>
/// <param name="Failures">Error messages of contenders that failed, by name.</param>
internal sealed record WorkResult(
    Work Work,
    IReadOnlyList<IReadOnlyDictionary<Contender, Measurement>> Rounds,
    IReadOnlyDictionary<string, string> Failures)
{
    private static readonly Side[] Opponents = [Side.Peer, Side.OnnxRuntime];
    private static readonly bool[] Scopes = [false, true];

    /// <summary>All measured contenders, fastest first.</summary>
    public IReadOnlyList<Contender> Contenders => [.. Rounds.SelectMany(round => round.Keys).Distinct().OrderByDescending(Speed)];

    /// <summary>The median over rounds of each round's median step.</summary>
    public double Speed(Contender contender) => Medians.Of(Of(contender).Select(measurement => measurement.Median));

    /// <summary>The largest peak memory of any round.</summary>
    public long PeakMemory(Contender contender) => Of(contender).Max(measurement => measurement.PeakMemory);

    /// <summary>The contender's measurements, one per round.</summary>
    public IEnumerable<Measurement> Of(Contender contender) =>
        Rounds.Where(round => round.ContainsKey(contender)).Select(round => round[contender]);

    /// <summary>Ratios of the kit's best to each opponent's best, overall and in float32.</summary>
    public IEnumerable<Ratio> Ratios() =>
        from opponent in Opponents
        from isFloat32 in Scopes
        let ours = Best(Side.Own, isFloat32)
        let theirs = Best(opponent, isFloat32)
        where ours is not null && theirs is not null && (!isFloat32 || Contenders.Any(other => !other.IsFloat32))
        select RatioOf(ours, theirs, isFloat32);

    private Contender? Best(Side side, bool float32Only) =>
        Contenders.FirstOrDefault(other => other.Side == side && (!float32Only || other.IsFloat32));

    private Ratio RatioOf(Contender ours, Contender theirs, bool isFloat32)
    {
        var both = Rounds.Where(round => round.ContainsKey(ours) && round.ContainsKey(theirs)).ToArray();
        return new(ours, theirs, isFloat32 ? "float32" : "best",
            Speed: Medians.Of(both.Select(round => round[ours].Median / round[theirs].Median)),
            Memory: Medians.Of(both.Select(round => round[ours].PeakMemory / (double)round[theirs].PeakMemory)),
            both.Length);
    }
}

/// <summary>Compares two contenders: medians of the ratios in each round.</summary>
/// <param name="Ours">The kit's contender.</param>
/// <param name="Theirs">The opponent.</param>
/// <param name="Scope">best: each in its best setting; float32: each in its best float32 setting.</param>
/// <param name="Speed">Ours over theirs; above 1 the kit is faster.</param>
/// <param name="Memory">Ours over theirs; below 1 the kit needs less.</param>
/// <param name="Rounds">Number of rounds with both.</param>
internal sealed record Ratio(Contender Ours, Contender Theirs, string Scope, double Speed, double Memory, int Rounds);

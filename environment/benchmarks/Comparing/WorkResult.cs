namespace Telltale.Benchmarks.Comparing;

/// <summary>What was measured of one work.</summary>
/// <param name="Work">The work.</param>
/// <param name="Rounds">One entry a round: what each contender that took part measured.</param>
/// <param name="Failures">Why contenders could not take part, by name.</param>
internal sealed record WorkResult(Work Work, IReadOnlyList<IReadOnlyDictionary<Contender, Measurement>> Rounds, IReadOnlyDictionary<string, string> Failures)
{
    private static readonly Side[] Opponents = [Side.Peer, Side.OnnxRuntime];
    private static readonly bool[] Scopes = [false, true];

    /// <summary>Everyone who was measured, the fastest first.</summary>
    public IReadOnlyList<Contender> Contenders => [.. Rounds.SelectMany(round => round.Keys).Distinct().OrderByDescending(Speed)];

    /// <summary>The median over rounds of each round's median step.</summary>
    public double Speed(Contender contender) => Medians.Of(Of(contender).Select(measurement => measurement.Median));

    /// <summary>Most memory that any round held.</summary>
    public long PeakMemory(Contender contender) => Of(contender).Max(measurement => measurement.PeakMemory);

    /// <summary>One measurement for each round that the contender took part in.</summary>
    public IEnumerable<Measurement> Of(Contender contender) =>
        Rounds.Where(round => round.ContainsKey(contender)).Select(round => round[contender]);

    /// <summary>Our best against each opponent's best, and both in float32; a comparison needs both sides.</summary>
    public IEnumerable<Ratio> Ratios() =>
        from opponent in Opponents
        from isFloat32 in Scopes
        let ours = Best(Side.Own, isFloat32)
        let theirs = Best(opponent, isFloat32)
        where ours is not null && theirs is not null && (!isFloat32 || Contenders.Any(other => !other.IsFloat32))
        select RatioOf(ours, theirs, isFloat32);

    private Contender? Best(Side side, bool float32Only) => Contenders.FirstOrDefault(other => other.Side == side && (!float32Only || other.IsFloat32));

    private Ratio RatioOf(Contender ours, Contender theirs, bool isFloat32)
    {
        var both = Rounds.Where(round => round.ContainsKey(ours) && round.ContainsKey(theirs)).ToArray();
        return new(ours, theirs, isFloat32 ? "float32" : "best",
            Speed: Medians.Of(both.Select(round => round[ours].Median / round[theirs].Median)),
            Memory: Medians.Of(both.Select(round => round[ours].PeakMemory / (double)round[theirs].PeakMemory)),
            both.Length);
    }
}

/// <summary>Two contenders side by side: medians of the ratios of each round, whose two halves ran one after the other.</summary>
/// <param name="Ours">Our contender.</param>
/// <param name="Theirs">The opponent.</param>
/// <param name="Scope">best: each in its best setting; float32: each in its best that computes in float32.</param>
/// <param name="Speed">Ours over theirs; above 1 we are faster.</param>
/// <param name="Memory">Ours over theirs; below 1 we need less.</param>
/// <param name="Rounds">How many rounds had both.</param>
internal sealed record Ratio(Contender Ours, Contender Theirs, string Scope, double Speed, double Memory, int Rounds);

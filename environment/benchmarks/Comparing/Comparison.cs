namespace Telltale.Benchmarks.Comparing;

/// <summary>Alternates the contenders of a work, round by round: what disturbs the machine disturbs them all.</summary>
/// <param name="process">Runs them.</param>
/// <param name="rounds">How often each runs.</param>
/// <param name="say">Told each measurement.</param>
internal sealed class Comparison(ContenderProcess process, int rounds, Action<string> say)
{
    // After the first round a setting this far behind the best of its side and precision stays out: it is not the one to beat.
    private const double Hopeless = 0.6;

    public async Task<WorkResult> RunAsync(Work work, CancellationToken cancellation)
    {
        var results = new List<IReadOnlyDictionary<Contender, Measurement>>();
        var failures = new Dictionary<string, string>();
        IReadOnlyList<Contender> contenders = work.Contenders;
        for (var round = 0; round < rounds && contenders.Count > 0; round++)
        {
            var measured = new Dictionary<Contender, Measurement>();
            // Every other round in reverse, so that nobody always runs after the same one.
            foreach (var contender in round % 2 == 0 ? contenders : contenders.Reverse())
            {
                try
                {
                    var measurement = await process.MeasureAsync(work, contender, cancellation);
                    measured[contender] = measurement;
                    say($"{work.Name}  round {round + 1}/{rounds}  {contender,-40} {measurement.Median,10:0.0} {measurement.Unit}");
                }
                catch (ContenderFailedException failure)
                {
                    failures[contender.ToString()] = failure.Message;
                    say($"{work.Name}  {contender} stays out: {failure.Message}");
                }
            }
            RefuseDisagreement(work, measured.Values);
            results.Add(measured);
            contenders = [.. measured.Keys.Where(contender => HasAChance(contender, measured))];
            contenders = [.. work.Contenders.Where(contenders.Contains)];
        }
        return new(work, results, failures);
    }

    private static bool HasAChance(Contender contender, Dictionary<Contender, Measurement> measured) =>
        measured[contender].Median >= Hopeless * measured
            .Where(other => other.Key.Side == contender.Side && other.Key.IsFloat32 == contender.IsFloat32)
            .Max(other => other.Value.Median);

    private static void RefuseDisagreement(Work work, IEnumerable<Measurement> measured)
    {
        var results = measured.Where(measurement => measurement.Results is not null).ToArray();
        foreach (var other in results.Skip(1))
        {
            if (other.Results!.Zip(results[0].Results!).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-9))
            {
                throw new InvalidOperationException(
                    $"{work.Name}: {results[0].Contender} found {string.Join(", ", results[0].Results!)}, {other.Contender} {string.Join(", ", other.Results!)}. "
                    + "Speeds of works that differ cannot be compared.");
            }
        }
    }
}

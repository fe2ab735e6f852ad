namespace Telltale.Benchmarks.Comparing;

/// <summary>Alternates the contenders of a work round by round, so that disturbances affect all of them.</summary>
/// <param name="process">Runs the contenders.</param>
/// <param name="rounds">Number of runs of each.</param>
/// <param name="say">Called with a line per measurement.</param>
internal sealed class Comparison(ContenderProcess process, int rounds, Action<string> say)
{
    // A setting slower than this share of the best of its side and precision is dropped after the first round.
    private const double SlowestKept = 0.6;

    public async Task<WorkResult> RunAsync(Work work, CancellationToken cancellation)
    {
        var results = new List<IReadOnlyDictionary<Contender, Measurement>>();
        var failures = new Dictionary<string, string>();
        IReadOnlyList<Contender> contenders = work.Contenders;
        for (var round = 0; round < rounds && contenders.Count > 0; round++)
        {
            var measured = new Dictionary<Contender, Measurement>();
            // Every other round in reverse order, so that no contender always runs after the same one.
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
                    say($"{work.Name}  {contender} dropped: {failure.Message}");
                }
            }
            RefuseDisagreement(work, measured.Values);
            results.Add(measured);
            contenders = [.. measured.Keys.Where(contender => IsCompetitive(contender, measured))];
            contenders = [.. work.Contenders.Where(contenders.Contains)];
        }
        return new(work, results, failures);
    }

    private static bool IsCompetitive(Contender contender, Dictionary<Contender, Measurement> measured) =>
        measured[contender].Median >= SlowestKept * measured
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
                    $"{work.Name}: {results[0].Contender} computed {string.Join(", ", results[0].Results!)}, "
                    + $"{other.Contender} {string.Join(", ", other.Results!)}. "
                    + "Speeds cannot be compared if results differ.");
            }
        }
    }
}

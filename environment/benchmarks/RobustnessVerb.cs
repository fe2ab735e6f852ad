using Telltale.Bias;
using Telltale.Data;
using Telltale.Experiments;
using Telltale.Runtime;

namespace Telltale.Benchmarks;

/// <summary>Robustness curves and intervention probes of the replay's published and cured detectors, with all its seeds.</summary>
internal static class RobustnessVerb
{
    public static Task<int> RunAsync(string[] arguments) => Verb.RunAsync(stop =>
    {
        if (arguments.Length > 0)
        {
            throw new ArgumentException($"Unknown option '{arguments[0]}' of robustness.");
        }
        var (progress, budget) = (new ConsoleProgress(), ReplayBudget.Of(Profile.Current));
        var images = ReplayImages.Current(budget, progress, stop);
        var configurations = ReplayDesign.Of(images, budget).Primary;
        var replay = DetectorReplay.Run(images, budget, configurations, progress, stop);
        var detectors = configurations.SelectMany(changes => replay.Detectors(changes, stop)).ToList();
        foreach (var test in images.Tests.Where(test => test.Degradation is null).Take(2))
        {
            var records = new ImageCollection(test.Name, test.Records) { IsSimulated = images.IsSimulated };
            Console.WriteLine(RobustnessCurves.Of(detectors, records, progress: progress, cancellation: stop));
            foreach (var detector in detectors)
            {
                Console.WriteLine($"seed {detector.Seed}: {InterventionProbe.Of(detector, records, cancellation: stop)}\n");
            }
        }
        detectors.ForEach(detector => detector.Dispose());
        return Task.CompletedTask;
    });
}

using System.Globalization;
using System.Text.Json;
using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Contenders;

namespace Telltale.Benchmarks;

/// <summary>The process that a comparison starts: runs one work for one contender of this program and prints one line of JSON.</summary>
internal static class ContendVerb
{
    public const string Name = "contend";

    public static int Run(string[] arguments)
    {
        try
        {
            var (side, work, setting, folder) = (Enum.Parse<Side>(arguments[0]), arguments[1], arguments[2], arguments[5]);
            var warmUp = int.Parse(arguments[3], CultureInfo.InvariantCulture);
            var steps = int.Parse(arguments[4], CultureInfo.InvariantCulture);
            var measurement = Own.Measure(side, work, setting, warmUp, steps, folder);
            Console.WriteLine(JsonSerializer.Serialize(measurement, ContenderProcess.Json));
            return 0;
        }
        catch (Exception failure) when (failure is ArgumentException or IOException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}

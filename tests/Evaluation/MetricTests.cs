using System.Reflection;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class MetricTests
{
    private static readonly Metric[] Known = [.. typeof(Metric)
        .GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(property => property.PropertyType == typeof(Metric)).Select(property => (Metric)property.GetValue(null)!)];

    [Fact]
    public void A_metric_is_named_in_one_file_only()
    {
        var literals = Known.Select(metric => $"\"{metric.Name}\"").Distinct().ToArray();
        Assert.NotEmpty(literals);
        var named = Directory.EnumerateFiles(Path.Combine(Repository.Root, "lib"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "Metric.Known.cs" && !IsBuilt(file))
            .SelectMany(file => File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
                .Where(line => literals.Any(literal => line.Contains(literal, StringComparison.Ordinal)))
                .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}: {line.Trim()}"));
        Assert.Empty(named);
    }

    [Fact]
    public void Each_says_what_it_is_and_which_direction_is_better()
    {
        Assert.All(Known, metric => Assert.NotEmpty(metric.Convention));
        Assert.Equal(
            [Metric.EqualErrorRate, Metric.ExpectedCalibrationError, Metric.Loss], Known.Where(metric => !metric.HigherIsBetter));
        Assert.EndsWith("; lower is better", Metric.EqualErrorRate.Description, StringComparison.Ordinal);
        Assert.Equal(Metric.RocAuc.Convention, Metric.RocAuc.Description);
    }

    [Fact]
    public void No_two_are_equal() => Assert.Equal(Known.Length, Known.Distinct().Count());

    [Fact]
    public void It_prints_its_values() =>
        Assert.Equal(("0.500", "0.6931", "-"),
            (Metric.Accuracy.Format(0.5), Metric.Loss.Format(0.69312), Metric.Accuracy.Format(double.NaN)));

    [Theory]
    [InlineData(0.9, 0.8, true)]
    [InlineData(0.8, 0.8, false)]
    [InlineData(0.1, double.NaN, true)]
    [InlineData(double.NaN, 0.8, false)]
    public void A_better_value_is_higher_unless_lower_is_better(double candidate, double other, bool isBetter)
    {
        Assert.Equal(isBetter, Metric.Accuracy.IsBetter(candidate, other));
        Assert.Equal(isBetter, Metric.Loss.IsBetter(-candidate, -other));
    }

    private static bool IsBuilt(string file) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, "lib"), file).Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";
}

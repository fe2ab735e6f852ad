using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Telltale.Evaluation;
using Telltale.Models;
using Telltale.Tests.Training;
using Telltale.Training;

namespace Telltale.Tests;

/// <summary>The same text, the same run and the same cached result on hosts with another culture and time zone.</summary>
public sealed class CultureTests : IDisposable
{
    private const string Answer = "TELLTALE_TESTS_ANSWER";

    private static readonly string[] Checked =
        ["Double", "Single", "Decimal", "Half", "BFloat16", "DateTime", "DateTimeOffset", "TimeSpan", "DateOnly", "TimeOnly"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_decimal_comma_changes_no_text_and_no_identity()
    {
        var usual = Description(folder.File("usual"));
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator) = (",", ".");
        (other.NumberFormat.NegativeSign, other.DateTimeFormat.ShortDatePattern) = ("−", "dd.MM.yyyy");
        CultureInfo.CurrentCulture = other;
        try
        {
            Assert.Equal("0,5", $"{0.5}");
            Assert.Equal(usual, Description(folder.File("other")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("de_DE.UTF-8", "Asia/Kolkata")]
    [InlineData("tr_TR.UTF-8", "America/Los_Angeles")]
    public async Task A_process_of_another_culture_and_time_zone_finds_the_same_cached_run(string language, string zone)
    {
        var expected = Description(folder.File("runs"));
        var cultural = folder.File("cultural.runtimeconfig.json");
        await File.WriteAllTextAsync(cultural, (await File.ReadAllTextAsync(Config("runtimeconfig")))
            .Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            "exec", "--runtimeconfig", cultural, "--depsfile", Config("deps"), typeof(CultureTests).Assembly.Location,
            "-method", $"{typeof(CultureTests).FullName}.{nameof(Another_process_answers)}",
        ]) { RedirectStandardOutput = true };
        (start.Environment["LANG"], start.Environment["LC_ALL"], start.Environment["TZ"]) = (language, language, zone);
        start.Environment[Answer] = folder.Root;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen(said.Contains("libicu", StringComparison.OrdinalIgnoreCase), "This machine has no ICU, so .NET has no cultures.");
        Assert.True(process.ExitCode == 0, said);
        Assert.Equal(expected, await File.ReadAllTextAsync(folder.File("answer")));
        Assert.Equal(language[..5].Replace('_', '-'), await File.ReadAllTextAsync(folder.File("culture")));
        Assert.Equal("True", await File.ReadAllTextAsync(folder.File("cached")));
    }

    /// <summary>What the other process of the test above runs.</summary>
    [Fact]
    public void Another_process_answers()
    {
        var answers = Environment.GetEnvironmentVariable(Answer);
        Assert.SkipWhen(answers is null, "Only for the process that another test starts.");
        File.WriteAllText(Path.Combine(answers, "culture"), CultureInfo.CurrentCulture.Name);
        var runs = Path.Combine(answers, "runs");
        File.WriteAllText(Path.Combine(answers, "cached"), $"{Fit(runs).CameFromCache}");
        File.WriteAllText(Path.Combine(answers, "answer"), Description(runs));
    }

    /// <summary>
    /// A number in <c>$"…"</c> takes the culture of the host. An analyzer's rule for it (MA0076) also refuses every count and index, whose
    /// text is the same everywhere.
    /// </summary>
    [Fact]
    public void Interpolated_strings_hold_no_number_that_a_culture_writes_differently() =>
        Assert.Empty(SourceRooms.Find(InterpolatedNumbers));

    private static IEnumerable<string> InterpolatedNumbers(SyntaxTree tree, SemanticModel model) =>
        from hole in tree.GetRoot().DescendantNodes().OfType<InterpolationSyntax>()
        let type = model.GetTypeInfo(hole.Expression).Type
        let value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0] : type
        where value is not null && (Checked.Contains(value.Name)
            || (value.Name != "Guid" && hole.FormatClause is { } format && IsGrouped($"{format}")))
        let text = hole.Ancestors().OfType<InterpolatedStringExpressionSyntax>().First()
        where model.GetTypeInfo(text).ConvertedType?.SpecialType == SpecialType.System_String && !IsInvariant(text)
        select $"{SourceRooms.Relative(tree.FilePath)}:{hole.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {hole}";

    private static bool IsGrouped(string format) => format.AsSpan().ContainsAny('N', '.');

    private static bool IsInvariant(SyntaxNode text) => text.Ancestors().OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression.ToString() is "string.Create" or "FormattableString.Invariant" or "Invariant"
            || call.ArgumentList.Arguments.Any(argument => argument.ToString() == "CultureInfo.InvariantCulture"));

    private static string Config(string kind) => Path.ChangeExtension(typeof(CultureTests).Assembly.Location, $".{kind}.json");

    /// <summary>What is printed, stored and hashed of a small run, its cached file included.</summary>
    private static string Description(string runs)
    {
        var history = Fit(runs);
        var scores = new Predictions("test", [0.125, 0.75, 0.5, 0.9], [false, true, false, true]);
        var report = DetectionReport.Of(scores, ThresholdSweep.Of(scores).Best(counts => counts.F1), resamples: 50, seed: -3);
        return string.Join('\n',
            string.Join(' ', Directory.GetFiles(runs).Select(Path.GetFileName)),
            string.Join(' ', history.Epochs.Select(epoch => BitConverter.DoubleToInt64Bits(epoch.TrainingLoss))),
            history with { CameFromCache = false },
            report,
            Losses.Focal(gamma: 1.5),
            TextTable.Value(0.4375));
    }

    private static TrainingHistory Fit(string runs)
    {
        using var model = new DenseNet(DenseNetOptions.DenseNetTiny, seed: 3);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 16, LearningRate = 1.25e-3, WeightDecay = 1e-5, Seed = -17 };
        return Trainer.Fit(model, new StripeDataset(32), new StripeDataset(16, seed: 2), Losses.CrossEntropy, options, folder: runs);
    }
}

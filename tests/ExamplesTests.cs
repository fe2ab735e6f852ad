using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Telltale.Workbench.Engine;

namespace Telltale.Tests;

/// <summary>The examples of the API reference compile against the library, as a reader would paste them. None is run.</summary>
public class ExamplesTests
{
    /// <summary>The imports of a notebook's set-up cell, and the bias room's.</summary>
    private const string Imports = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using TorchSharp;
        using Telltale.Bias; using Telltale.CopyMove; using Telltale.Data; using Telltale.Data.Forging; using Telltale.Data.Layouts;
        using Telltale.Data.Transforms; using Telltale.Detectors; using Telltale.Evaluation; using Telltale.Experiments;
        using Telltale.Models; using Telltale.Plots; using Telltale.Runtime;
        using Telltale.Runtime.Workarounds; using Telltale.Submissions; using Telltale.Training;

        """;

    /// <summary>What an example may use without declaring it. Fields, because an example may declare a variable of the same name.</summary>
    private const string Given = """
        torch.nn.Module<torch.Tensor, torch.Tensor> model = null!;
        DetectionDataset train = null!, validation = null!, test = null!;
        Predictions predictions = null!;
        DetectionReport report = null!;
        Threshold threshold = null!;
        torch.Tensor images = null!;
        """;

    private static readonly string[] WithExample =
    [
        "AtomicFile", "BiasPlots", "BiasReport", "CollapseDiagnosis", "ConfusionPlot", "ConsoleProgress", "Convolution", "CurvePlots",
        "DenseNet", "DenseNetOptions", "DetectionDataset", "DetectionFolder", "DetectionReport", "DetectorRecipe", "DetectorReplay",
        "Forge", "FormatAlignment", "HtmlTable", "ILayout", "INetwork", "ImageCodec", "ImageCollection", "Interrupt", "InterventionProbe",
        "KeptScalar", "LeaveOneGeneratorOut", "Loader", "LocalizationDataset", "LocalizationFolder", "LogitScorer", "Losses", "Manifest",
        "MaskPlots", "Metric", "MetricPlots", "Predictor", "Profile", "RandomDegradation", "Reconstruction", "ResidualFrontEnd",
        "Results", "RobustnessCurves", "SafeTensors", "SeededRandom", "Threshold", "ThresholdSweep", "Trainer", "TrainingOptions",
        "Transform", "UNet", "Weights", "WorkProgress",
    ];

    private static readonly string Library = Path.Combine(Repository.Root, "lib", "bin");

    private static readonly Dictionary<string, string> Examples = XDocument
        .Load(Path.Combine(Library, "Telltale.xml")).Descendants("member")
        .Where(member => member.Element("example") is not null)
        .ToDictionary(
            member => member.Attribute("name")!.Value,
            member => string.Join('\n', member.Elements("example").Elements("code").Select(code => code.Value)));

    private static readonly MetadataReference[] References =
    [
        .. CellLanguage.FrameworkFiles().Concat(["Telltale.dll", "TorchSharp.dll"])
            .Select(file => CellLanguage.Reference(Path.Combine(Library, file))),
    ];

    public static TheoryData<string> Members => [.. Examples.Keys];

    [Fact]
    public void The_types_that_a_reader_meets_first_have_an_example() =>
        Assert.Empty(WithExample.Except(Examples.Keys.Select(member => member.Split('.')[^1])));

    [Theory]
    [MemberData(nameof(Members))]
    public void Examples_compile(string member)
    {
        var code = Examples[member];
        var compilation = CSharpCompilation.Create(
            "Examples", [CSharpSyntaxTree.ParseText(Imports + (DeclaresType(code) ? code : Body(code)))], References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        Assert.True(errors.Length == 0, $"The example of {member} does not compile:\n{string.Join('\n', errors.Select(Explain))}\n{code}");
    }

    private static bool DeclaresType(string code) =>
        CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot().Members.All(member => member is BaseTypeDeclarationSyntax);

    // No script: a script's variables are fields, which `using var` cannot declare.
    private static string Body(string code) => $"class Example {{ {Given} void Run() {{ {code} }} }}";

    private static string Explain(Diagnostic error) =>
        $"{error.Id}: {error.GetMessage()} at `{error.Location.SourceTree?.GetText().ToString(error.Location.SourceSpan)}`";
}

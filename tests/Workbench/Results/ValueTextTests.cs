using System.Text.Json.Nodes;
using Telltale.Evaluation;
using Telltale.Workbench.Results;

namespace Telltale.Tests.Workbench.Results;

public class ValueTextTests
{
    [Theory]
    [InlineData("""{"value":0.91234,"lower":0.9,"upper":0.93}""", "0.912 [0.900, 0.930]")]
    [InlineData("""{"value":1}""", "1.000")]
    [InlineData("""{"value":7978856}""", "7,978,856")]
    [InlineData("""{"value":-0.0625}""", "-0.063")]
    [InlineData("""{"value":null}""", "undefined")]
    [InlineData("""{"value":"NaN"}""", "undefined")]
    public void A_measured_value_reads_well(string fields, string expected) =>
        Assert.Equal(expected, ValueText.Measured(MeasuredResult.From("a", JsonNode.Parse(fields)!.AsObject())));

    [Theory]
    [InlineData("""{"paper":0.5745}""", "0.5745")]
    [InlineData("""{"paper":null}""", "–")]
    [InlineData("""{}""", "–")]
    public void The_papers_value_is_shown_as_printed(string fields, string expected) =>
        Assert.Equal(expected, ValueText.Paper(MeasuredResult.From("a", JsonNode.Parse(fields)!.AsObject())));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Telltale.Workbench.Notebooks;

namespace Telltale.Tests.Notebooks;

/// <summary>The kit's notebooks in .NET Interactive, as Jupyter executes them.</summary>
public sealed class InteractiveKernelRunTests(NotebookRuns runs, InteractiveKernelRuns kernel) : IClassFixture<InteractiveKernelRuns>
{
    /// <summary>The results and conclusions are those of the kit's own kernel; timings and displays may differ.</summary>
    [Theory]
    [MemberData(nameof(NotebookRunTests.Notebooks), MemberType = typeof(NotebookRunTests))]
    public void A_notebook_has_the_same_results_in_NET_Interactive(string notebook)
    {
        var theirs = kernel.Of(notebook);
        Assert.Empty(theirs.Cells.SelectMany(cell => cell.Outputs).Where(output => (string?)output!["output_type"] == "error"));
        var (expected, actual) = (Recorded(Notebook.Read(Path.Combine(runs.Of(notebook), notebook))), Recorded(theirs));
        Assert.NotEmpty(expected);
        // Another process with other threads may round the last digits of a score in another way.
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => AssertClose(pair.First, pair.Second));
    }

    private static List<JsonNode> Recorded(Notebook notebook) =>
    [
        .. from cell in notebook.Cells
           from output in cell.Outputs
           let data = output!["data"] as JsonObject
           from form in data ?? []
           where form.Key is "application/vnd.telltale.result+json" or "application/vnd.telltale.finding+json"
           select form.Value is JsonValue text && text.TryGetValue<string>(out var json) ? JsonNode.Parse(json)! : form.Value!,
    ];

    private static void AssertClose(JsonNode? expected, JsonNode? actual)
    {
        if (expected is JsonObject members)
        {
            Assert.Equal(members.Select(member => member.Key), actual!.AsObject().Select(member => member.Key));
            Assert.All(members, member => AssertClose(member.Value, actual[member.Key]));
        }
        else if (expected is JsonArray items)
        {
            Assert.Equal(items.Count, actual!.AsArray().Count);
            Assert.All(items.Zip(actual.AsArray()), pair => AssertClose(pair.First, pair.Second));
        }
        else if (expected is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
        {
            Assert.Equal((double)expected, (double)actual!, 1e-3);
        }
        else
        {
            Assert.Equal(expected?.ToJsonString(), actual?.ToJsonString());
        }
    }
}

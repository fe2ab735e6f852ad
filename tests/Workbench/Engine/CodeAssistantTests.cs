using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

public sealed class CodeAssistantTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CellWorkspace cells;

    public CodeAssistantTests() => cells = new CellWorkspace(folder.Root);

    public void Dispose()
    {
        cells.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Console.WriteL", "WriteLine")]
    [InlineData("new[] { 1 }.Sele", "Select")]
    [InlineData("disp", "display")]
    [InlineData("ear", "earlier")]
    [InlineData("earlier.Le", "Length")]
    [InlineData("Squ", "Square")]
    [InlineData("new Shared.Thi", "Thing")]
    public async Task Members_functions_and_what_cells_declared_are_offered(string code, string expected)
    {
        var library = BuiltLibrary.Emit(folder.File("Shared.dll"), "namespace Shared; public class Thing;", "1.0.0.0");
        cells.Add($"#r \"{Path.GetFileName(library)}\"\nusing Shared;\nvar earlier = 1;");
        cells.Add("var earlier = \"a string now\";\nint Square(int n) => n * n;");
        var found = await Assistant().CompleteAsync(code, code.Length);
        Assert.Contains(expected, found.Items.Select(item => item.Text));
        Assert.Equal(code.Length, found.End);
    }

    private CodeAssistant Assistant() => new(cells, new(Task.CompletedTask));

    [Fact]
    public async Task What_is_typed_is_replaced_wherever_the_cursor_is()
    {
        var found = await Assistant().CompleteAsync("Math.Ab(1)", 7);
        Assert.Equal((5, 7), (found.Start, found.End));
        Assert.Equal([new CompletionText("Abs", "method")], found.Items);
    }

    [Fact]
    public async Task Documentation_next_to_a_library_is_shown()
    {
        BuiltLibrary.Emit(folder.File("Documented.dll"), "public static class Told { public static int Much(int x) => x; }", "1.0.0.0");
        File.WriteAllText(
            folder.File("Documented.xml"),
            "<doc><assembly><name>Documented</name></assembly><members>"
            + "<member name=\"M:Told.Much(System.Int32)\"><summary>Tells a lot.</summary></member></members></doc>");
        cells.Add("#r \"Documented.dll\"");
        var found = await Assistant().InspectAsync("Told.Much", "Told.Much".Length);
        Assert.Contains("int Told.Much(int x)", found, StringComparison.Ordinal);
        Assert.Contains("Tells a lot.", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_is_unknown_nothing_is_said() => Assert.Null(await Assistant().InspectAsync("   ", 1));
}

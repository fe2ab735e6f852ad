using Telltale.Plots;

namespace Telltale.Tests.Plots;

public class CsvTableTests
{
    [Fact]
    public void Numbers_read_back_and_commas_are_quoted()
    {
        using var folder = new TemporaryFolder();
        var items = new (string Name, double? Value)[] { ("a,\"b\"", 1 / 3.0), ("c", null) };
        CsvTable.Write(folder.File("new/table.csv"), items, ("name", item => item.Name), ("value", item => item.Value));
        Assert.Equal("name,value\n\"a,\"\"b\"\"\",0.3333333333333333\nc,\n", File.ReadAllText(folder.File("new/table.csv")));
    }
}

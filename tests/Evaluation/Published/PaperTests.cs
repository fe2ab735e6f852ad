using System.Globalization;
using Telltale.Evaluation;
using Telltale.Tests.Data;

namespace Telltale.Tests.Evaluation.Published;

public class PaperTests
{
    [Fact]
    public void Tables_2_and_3_are_those_of_the_paper_and_its_text_contradicts_one_value()
    {
        var printed = File.ReadLines(Path.Combine(SharedData.Folder("../paper"), "tables.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[0] is "2" or "3")
                .ToLookup(cells => (cells[0], cells[2], cells[3]), cells => double.Parse(cells[5], CultureInfo.InvariantCulture));
        Assert.All(Paper.LocalizationDetection.Rows, row => Assert.Equal(printed[("2", row.Source, row.Method)], row.Values));
        Assert.All(Paper.LocalizationSegmentation.Rows, row => Assert.Equal(printed[("3", row.Source, row.Method)], row.Values));
        Assert.Equal(printed[("2", "AVG", "AVG")], Paper.LocalizationDetection.Average);
        Assert.Equal(printed[("3", "AVG", "-")], Paper.LocalizationSegmentation.Average);
        Assert.Equal(8, printed.Count);
        Assert.Contains(File.ReadLines(Path.Combine(SharedData.Folder("../paper"), "tables.csv")), line =>
            line.StartsWith("text,", StringComparison.Ordinal) && line.EndsWith($",{Paper.RaiseMixedInText}", StringComparison.Ordinal));
    }
}

using System.Text.Json;
using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public class UnicodeNamesTests
{
    [Fact]
    public void Names_are_decomposed_as_by_Python()
    {
        var cases = JsonSerializer.Deserialize<string[][]>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Runtime", "Fixtures", "decomposed_names.json")))!;
        Assert.True(cases.Length > 200);
        Assert.All(cases, pair => Assert.Equal(pair[1], UnicodeNames.Decomposed(pair[0])));
        Assert.All(cases, pair => Assert.Equal(pair[1], UnicodeNames.Decomposed(pair[1])));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_stays_as_it_is() => Assert.Equal("a\uD800b\u0301", UnicodeNames.Decomposed("a\uD800b\u0301"));
}

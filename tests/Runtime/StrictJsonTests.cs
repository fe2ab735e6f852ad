using System.Text;
using Telltale.Runtime;

namespace Telltale.Tests.Runtime;

public class StrictJsonTests
{
    [Theory]
    [InlineData("", "malformed")]
    [InlineData("[]", "it is a list, not an object")]
    [InlineData("null", "it is null, not an object")]
    [InlineData("""{"a": 1, "a": 1}""", "malformed")]
    [InlineData("""{"a": 1, "\u0061": 1}""", "malformed")]
    [InlineData("""{"deep": [{"a": 1, "a": 2}]}""", "malformed")]
    [InlineData("""{"a": "\ud800"}""", "malformed")]
    [InlineData("""{"\udc00": 1}""", "malformed")]
    [InlineData("""{"a": 1} trailing""", "malformed")]
    [InlineData("""{"a": 1,}""", "malformed")]
    public void What_is_no_valid_object_is_refused_when_it_is_parsed(string json, string reason) => Assert.Contains(reason,
        Assert.Throws<FormatException>(() => StrictJson.Object(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void Invalid_UTF8_and_endless_depth_are_refused()
    {
        byte[] invalid = [.. "{\""u8, 0xFF, .. "\":1}"u8];
        Assert.Throws<FormatException>(() => StrictJson.Object(invalid));
        Assert.Throws<FormatException>(() => StrictJson.Object(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000))));
    }

    [Fact]
    public void Surrogate_pairs_and_nested_values_are_read()
    {
        var json = StrictJson.Object("""{"a": "\ud83d\ude00", "b": {"c": [1, null, true]}}"""u8.ToArray());
        Assert.Equal("😀", (string?)json["a"]);
        Assert.Equal("""{"c":[1,null,true]}""", json["b"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"Name":"a"}""")]
    [InlineData("""{"Name":"a","Value":1,"More":2}""")]
    [InlineData("""{"Name":null,"Value":1}""")]
    [InlineData("""{"Name":"a","Value":"one"}""")]
    [InlineData("""{"Name":"a","Name":"a","Value":1}""")]
    [InlineData("""{"Name":"\ud800","Value":1}""")]
    [InlineData("null")]
    [InlineData("")]
    public void A_record_is_read_with_exactly_its_properties(string json) =>
        Assert.Throws<FormatException>(() => StrictJson.Read<Sample>(json));

    [Fact]
    public void A_record_with_a_value_that_JSON_lacks_is_read_back() =>
        Assert.Equal(new Sample("a", double.NaN), StrictJson.Read<Sample>(StrictJson.Write(new Sample("a", double.NaN))));

    private sealed record Sample(string Name, double Value);
}

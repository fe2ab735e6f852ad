using Telltale.Benchmarks;

namespace Telltale.Tests.Workbench.Benchmarks;

public class ExperimentOptionsTests
{
    [Fact]
    public void Folders_and_options_come_in_any_order()
    {
        var options = Parse(2, ["--seeds", "1,2", ".", "--recipe", "a", "..", "--recipe", "b"], "--seeds", "--recipe");
        Assert.Equal([1, 2], options.Seeds);
        Assert.Equal([".", ".."], options.Folders);
        Assert.Equal(["a", "b"], options.Chosen(["a", "b", "c"], name => name));
        Assert.Equal(["a", "c"], Parse(0, []).Chosen(["a", "c"], name => name));
    }

    [Theory]
    [InlineData("'--recipe', only --seeds", "--recipe", "a")]
    [InlineData("'-x', only --seeds", "-x")]
    [InlineData("at most 1 folders, not 2", ".", "..")]
    [InlineData("There is no folder 'no such folder'", "no such folder")]
    [InlineData("--seeds needs a value", "--seeds")]
    [InlineData("'0' must be a whole number above 0", "--seeds", "0")]
    public void What_a_verb_does_not_take_is_refused_by_name(string message, params string[] arguments) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Parse(1, arguments, "--seeds")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_recipe_that_does_not_exist_is_refused_by_name() => Assert.Contains(
        "There is no recipe 'typo', only a, b.",
        Assert.Throws<ArgumentException>(() => Parse(0, ["--recipe", "typo"], "--recipe").Chosen(["a", "b"], name => name)).Message,
        StringComparison.Ordinal);

    private static ExperimentOptions Parse(int mostFolders, string[] arguments, params string[] accepted) =>
        ExperimentOptions.Parse("verb", arguments, mostFolders, accepted);
}

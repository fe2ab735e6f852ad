using Telltale.Benchmarks.Comparing;

namespace Telltale.Tests.Workbench.Benchmarks;

public class CompareOptionsTests
{
    [Fact]
    public void Works_add_up_and_the_peers_command_is_taken_apart()
    {
        var options = CompareOptions.Parse(["--work", "unet", "--rounds", "3", "--work", "ranking", "--peer", "chroot /peer  python3"]);
        Assert.Equal(["unet", "ranking"], options.Works);
        Assert.Equal(["chroot", "/peer", "python3"], options.Peer);
        Assert.Equal(3, options.Rounds);
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "many")]
    [InlineData("--images", "no such folder")]
    [InlineData("--fast", "yes")]
    public void What_is_wrong_is_refused_by_name(string option, string value)
    {
        var message = Assert.Throws<ArgumentException>(() => CompareOptions.Parse([option, value])).Message;
        Assert.Contains(option == "--images" ? value : option, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_without_its_value_is_refused() =>
        Assert.Contains(
            "--work", Assert.Throws<ArgumentException>(() => CompareOptions.Parse(["--work"])).Message, StringComparison.Ordinal);
}

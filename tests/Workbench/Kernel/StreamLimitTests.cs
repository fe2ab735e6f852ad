using Telltale.Workbench.Engine;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Workbench.Kernel;

public class StreamLimitTests
{
    [Fact]
    public void What_is_too_much_is_cut_and_counted()
    {
        var limit = new StreamLimit();
        var half = new StreamOutput(StreamName.Stdout, new string('x', StreamLimit.Characters / 2 + 1));
        Assert.Equal(half, limit.Cut(half));
        Assert.Null(limit.Remark);
        Assert.Equal(StreamLimit.Characters / 2 - 1, limit.Cut(half)!.Text.Length);
        Assert.Null(limit.Cut(new StreamOutput(StreamName.Stderr, "more")));
        Assert.Contains("[6 more characters", limit.Remark, StringComparison.Ordinal);
    }
}

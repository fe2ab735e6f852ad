namespace Telltale.Tests.Workbench.Kernel;

/// <summary>The kernel before Jupyter's own client and Jupyter's own tests.</summary>
public class JupyterPeerTests
{
    [Fact]
    public void Jupyters_tests_for_kernels_pass()
    {
        using var jupyter = new JupyterPeer("python3-jupyter-kernel-test", "jupyter_kernel_test");
        jupyter.RunScript("peer_protocol.py");
    }

    [Theory]
    [InlineData("Outputs")]
    [InlineData("Help")]
    [InlineData("Interruption")]
    [InlineData("Ends")]
    [InlineData("Lifetime")]
    [InlineData("Wire")]
    [InlineData("Malformed")]
    [InlineData("Children")]
    [InlineData("Endurance")]
    public void Jupyters_client_finds_the_kernel_sound(string part)
    {
        using var jupyter = new JupyterPeer("python3-jupyter-client", "jupyter_client");
        jupyter.RunScript("peer_client.py", Repository.Root, part);
    }

    [Fact]
    public void Progress_and_displays_arrive_in_NET_Interactive()
    {
        using var jupyter = new JupyterPeer("python3-jupyter-client", "jupyter_client", isInteractive: true);
        jupyter.RunScript("peer_interactive.py", Repository.Root);
    }
}

using System.Diagnostics;
using Telltale.Runtime;
using TorchSharp;

namespace Telltale.Tests.Runtime;

public class LibTorchTests
{
    [Fact]
    public void Forward_backward_and_Adam_work_after_loading()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var layer = torch.nn.Conv2d(3, 4, 3);
        var optimizer = torch.optim.Adam(layer.parameters(), lr: 0.01);
        var input = torch.ones(2, 3, 8, 8);
        var before = layer.forward(input).pow(2).mean().item<float>();
        for (var step = 0; step < 100; step++)
        {
            optimizer.zero_grad();
            layer.forward(input).pow(2).mean().backward();
            optimizer.step();
        }
        Assert.True(layer.forward(input).pow(2).mean().item<float>() < before / 2);
    }

    [Fact]
    public void Loading_twice_returns_the_same_object()
    {
        Assert.Same(LibTorch.Load(), LibTorch.Load());
        Assert.Equal("2.10.0", LibTorch.Load().Version);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("on", true)]
    [InlineData("Off", false)]
    public void Process_settings_can_be_turned_off(string? setting, bool expected) =>
        Assert.Equal(expected, LibTorch.ChangesProcess(setting));

    [Fact]
    public void An_invalid_value_for_the_process_settings_is_refused() =>
        Assert.Contains("TELLTALE_PROCESS_SETTINGS is 'no'; it must be on or off.",
            Assert.Throws<ArgumentException>(() => LibTorch.ChangesProcess("no")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_named_folder_without_libtorch_is_refused_with_advice()
    {
        var empty = Directory.CreateTempSubdirectory("telltale-no-libtorch");
        try
        {
            // In a new process, since this one has already loaded libtorch.
            var start = new ProcessStartInfo("dotnet", [typeof(LibTorchTests).Assembly.Location, "-method", "no.such.test"])
                { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment[LibTorch.FolderVariable] = empty.FullName;
            using var process = Process.Start(start)!;
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(),
                process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            var text = string.Concat(texts);
            Assert.NotEqual(0, process.ExitCode);
            Assert.Contains("libc10.so' in '" + empty.FullName + "': not found", text, StringComparison.Ordinal);
            Assert.Contains("must name a folder with libtorch 2.10.0", text, StringComparison.Ordinal);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }
}

using Telltale.Benchmarks.Comparing;

namespace Telltale.Tests.Workbench.Benchmarks;

public class ArithmeticTests
{
    // Counted by PyTorch's torch.utils.flop_counter on torchvision's DenseNet121 with 2 classes and on the same U-Net in PyTorch.
    [Theory]
    [InlineData("densenet121-inference-224-32", 5_666_279_424)]
    [InlineData("densenet121-inference-128-32", 1_850_216_448)]
    [InlineData("unet-inference-256-4", 96_334_774_272)]
    public void Operations_for_an_image_are_those_that_PyTorch_counts(string work, long operations) =>
        Assert.Equal(operations, Arithmetic.PerImage(NetworkWork.Parse(work)!));

    [Fact]
    public void What_must_be_moved_is_every_convolutions_input_and_output()
    {
        // DenseNet121 at 32 px: the stem makes 16², the blocks 8², 4², 2², 1²; a transition convolves, as torchvision's, before it pools.
        double Block(int channels, int layers, int side) =>
            Enumerable.Range(0, layers).Sum(layer => (channels + 32 * layer + 128 + 128 + 32) * side * side);
        var expected = (3 + 64) * 16 * 16 + Block(64, 6, 8) + (256 + 128) * 8 * 8 + Block(128, 12, 4) + (512 + 256) * 4 * 4
            + Block(256, 24, 2)
            + (1024 + 512) * 2 * 2 + Block(512, 16, 1) + 1024 + 2;
        Assert.Equal(expected, Arithmetic.NumbersPerImage(NetworkWork.Parse("densenet121-inference-32-1")!));
    }

    [Fact]
    public void Training_costs_three_times_as_much() => Assert.Equal(
        3 * Arithmetic.PerImage(NetworkWork.Parse("densenet121-inference-128-16")!),
        Arithmetic.PerImage(NetworkWork.Parse("densenet121-training-128-16")!));
}

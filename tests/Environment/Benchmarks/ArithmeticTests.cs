using Telltale.Benchmarks.Comparing;

namespace Telltale.Tests.Environment.Benchmarks;

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
    public void Training_costs_three_times_as_much() => Assert.Equal(
        3 * Arithmetic.PerImage(NetworkWork.Parse("densenet121-inference-128-16")!), Arithmetic.PerImage(NetworkWork.Parse("densenet121-training-128-16")!));
}

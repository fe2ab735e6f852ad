using Telltale.Plots;
using TorchSharp;

namespace Telltale.Tests.Plots;

public class TensorImageTests
{
    [Fact]
    public void Colour_planes_become_pixels()
    {
        using var tensor = torch.tensor(new[] { 0f, 1, 0.5f, 2, -1, 0.2f }, [3, 1, 2]);
        Assert.Equal([0, 128, 0, 255, 255, 51], TensorImage.Of(tensor).Pixels);
    }

    [Fact]
    public void A_plane_is_shown_grey_between_the_values_named()
    {
        using var plane = torch.tensor(new[] { -1.0, 0, 1 }, [1, 3]);
        Assert.Equal([0, 0, 0, 128, 128, 128, 255, 255, 255], TensorImage.Of(plane, black: -1).Pixels);
    }

    [Fact]
    public void Bytes_keep_their_values()
    {
        using var bytes = torch.tensor(new byte[] { 7, 250 }, [1, 1, 2]);
        Assert.Equal([7, 7, 7, 250, 250, 250], TensorImage.Of(bytes, white: 255).Pixels);
    }

    [Fact]
    public void A_batch_is_refused_with_the_cure()
    {
        using var batch = torch.zeros(2, 3, 4, 4);
        Assert.Contains("tensor[0]", Assert.Throws<ArgumentException>(() => TensorImage.Of(batch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_shows_itself_in_one_line()
    {
        using var tensor = torch.tensor(new[] { 1f, 2, 3, 6 }, [2, 2]);
        Assert.Equal("tensor (2, 2) float32 on cpu, from 1 to 6, mean 3", Shown.AsText(tensor));
        Assert.Equal(["text/plain"], Shown.MimeTypesOf(tensor));
    }

    [Fact]
    public void A_parameter_a_truth_value_an_empty_and_a_disposed_tensor_show_themselves_too()
    {
        using var layer = torch.nn.Linear(2, 1, hasBias: false);
        using var truth = torch.tensor(true);
        using var empty = torch.zeros(0, 3);
        Assert.StartsWith("tensor (1, 2) float32 on cpu, from", Shown.AsText(layer.weight!), StringComparison.Ordinal);
        Assert.Equal("tensor () bool on cpu, value 1", Shown.AsText(truth));
        Assert.Equal("tensor (0, 3) float32 on cpu", Shown.AsText(empty));
        empty.Dispose();
        Assert.Equal("tensor, disposed", Shown.AsText(empty));
    }
}

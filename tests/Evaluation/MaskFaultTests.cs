using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Evaluation;

public class MaskFaultTests
{
    private const int Size = 20;

    [Fact]
    public void A_mask_beside_the_edit_is_a_shift_and_says_which_way()
    {
        var fault = Fault(edited: (4, 6, 8), predicted: (10, 5, 8));
        Assert.Equal(MaskFaultKind.Shift, fault.Kind);
        Assert.Equal("shifted 6 pixels to the right and 1 pixels up: IoU 0.123, moved back 1.000", fault.Text);
    }

    [Fact]
    public void Too_little_is_a_miss_and_too_much_a_false_alarm()
    {
        Assert.Equal((MaskFaultKind.Miss, "missed: 0 % of the edit is marked, and 0 % of the rest"), Pair(Fault((4, 6, 8), (0, 0, 0))));
        Assert.Equal(MaskFaultKind.Miss, Fault((4, 6, 8), (6, 8, 3)).Kind);
        Assert.Equal(
            (MaskFaultKind.FalseAlarm, "false alarm: 100 % of the authentic pixels is marked, beside 100 % of the edit"),
            Pair(Fault((4, 6, 8), (0, 0, Size))));
        Assert.Equal(MaskFaultKind.Part, Fault((4, 6, 8), (4, 6, 5)).Kind);
    }

    [Fact]
    public void An_authentic_image_can_only_be_right_or_a_false_alarm()
    {
        Assert.Equal((MaskFaultKind.None, "nothing was edited, and nothing is marked"), Pair(Fault((0, 0, 0), (0, 0, 0))));
        Assert.Equal((MaskFaultKind.FalseAlarm, "false alarm: nothing was edited, and 1 % is marked"), Pair(Fault((0, 0, 0), (3, 3, 2))));
    }

    [Fact]
    public void A_mask_that_covers_the_edit_is_found() =>
        Assert.Equal((MaskFaultKind.None, "found, with an IoU of 0.766"), Pair(Fault((4, 6, 8), (4, 6, 7))));

    private static (MaskFaultKind, string) Pair(MaskFault fault) => (fault.Kind, fault.Text);

    // Squares: left, top and side.
    private static MaskFault Fault((int Left, int Top, int Side) edited, (int Left, int Top, int Side) predicted)
    {
        static bool IsIn((int Left, int Top, int Side) square, int i) => i % Size >= square.Left && i % Size < square.Left + square.Side
            && i / Size >= square.Top && i / Size < square.Top + square.Side;
        byte[] truth = [.. Enumerable.Range(0, Size * Size).Select(i => IsIn(edited, i) ? Mask.Edited : Mask.Authentic)];
        float[] scores = [.. Enumerable.Range(0, Size * Size).Select(i => IsIn(predicted, i) ? 0.9f : 0.1f)];
        var label = edited.Side > 0 ? ImageLabel.Edited : ImageLabel.Authentic;
        return MaskFault.Of(new(new("/a.png", label, "made"), scores, new(Size, Size, truth)), Threshold.Fixed(0.5));
    }
}

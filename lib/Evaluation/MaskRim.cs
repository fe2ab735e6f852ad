using Telltale.Data;

namespace Telltale.Evaluation;

/// <summary>
/// The rim around an edit, where a mask is too inexact to judge a pixel. As in the code of TruFor (Guillaro and others, CVPR 2023): an
/// edited pixel counts where the square of 15 × 15 pixels around it is edited throughout, an authentic one where none of the 11 × 11
/// around it is; squares are cut at the border of the image.
/// </summary>
internal static class MaskRim
{
    private const int Inside = 7, Outside = 5;

    /// <summary>The mask with its rim ignored, besides the pixels that were ignored before.</summary>
    public static Mask Ignored(Mask truth)
    {
        var (width, height) = (truth.Width, truth.Height);
        var nearAuthentic = Widened(truth, Mask.Authentic, Inside);
        var nearEdited = Widened(truth, Mask.Edited, Outside);
        var pixels = new byte[truth.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = truth.Pixels[i] switch
            {
                Mask.Edited when !nearAuthentic[i] => Mask.Edited,
                Mask.Authentic when !nearEdited[i] => Mask.Authentic,
                _ => Mask.Ignored,
            };
        }
        return new(width, height, pixels);
    }

    // The pixels that have one of a value in the square around them; first along rows, then along columns.
    private static bool[] Widened(Mask mask, byte value, int radius)
    {
        var (width, height) = (mask.Width, mask.Height);
        var along = new bool[mask.Pixels.Length];
        var both = new bool[along.Length];
        for (var i = 0; i < along.Length; i++)
        {
            if (mask.Pixels[i] == value)
            {
                var (x, row) = (i % width, i - i % width);
                along.AsSpan((row + Math.Max(0, x - radius))..(row + Math.Min(width, x + radius + 1))).Fill(true);
            }
        }
        for (var y = 0; y < height; y++)
        {
            for (var near = Math.Max(0, y - radius); near <= Math.Min(height - 1, y + radius); near++)
            {
                for (var x = 0; x < width; x++)
                {
                    both[y * width + x] |= along[near * width + x];
                }
            }
        }
        return both;
    }
}

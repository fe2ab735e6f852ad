namespace Telltale.Data;

/// <summary>How images of different sizes get one size.</summary>
public enum SizeAlignment
{
    /// <summary>
    /// The central square is cropped. No pixel is resampled, so traces of generators and cameras stay; objects stay larger in the class
    /// that was larger.
    /// </summary>
    Crop,

    /// <summary>
    /// Images are shrunk to the same shortest side, then cropped. Contents get the same scale; but where one class was larger, it is
    /// shrunk more, and shrinking leaves traces of its own.
    /// </summary>
    Shrink,
}

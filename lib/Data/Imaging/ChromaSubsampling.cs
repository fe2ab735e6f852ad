namespace Telltale.Data;

/// <summary>How many brightness samples share one colour sample in a JPEG file, named by J:a:b.</summary>
public enum ChromaSubsampling
{
    /// <summary>4:4:4, colour in full resolution.</summary>
    Yuv444,

    /// <summary>4:2:2, colour at half the width.</summary>
    Yuv422,

    /// <summary>4:2:0, colour at half the width and half the height; what most cameras write.</summary>
    Yuv420,

    /// <summary>4:4:0, colour at half the height, as a 4:2:2 file after a lossless rotation. Read, never written.</summary>
    Yuv440,

    /// <summary>4:1:1, colour at a quarter of the width. Read, never written.</summary>
    Yuv411,
}

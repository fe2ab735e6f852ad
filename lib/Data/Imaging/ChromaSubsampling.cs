namespace Telltale.Data;

/// <summary>Resolution of the chroma channels of a JPEG file, in J:a:b notation.</summary>
public enum ChromaSubsampling
{
    /// <summary>4:4:4: chroma at full resolution.</summary>
    Yuv444,

    /// <summary>4:2:2: chroma at half the width.</summary>
    Yuv422,

    /// <summary>4:2:0: chroma at half the width and height, as most cameras write.</summary>
    Yuv420,

    /// <summary>4:4:0: chroma at half the height, as in a 4:2:2 file after a lossless rotation. Read only.</summary>
    Yuv440,

    /// <summary>4:1:1: chroma at a quarter of the width. Read only.</summary>
    Yuv411,
}

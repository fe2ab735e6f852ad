namespace Telltale.Data;

/// <summary>
/// Pixel arrays that are used again, so that reading a collection leaves the garbage collector next to nothing to do. Whoever rents an
/// array owns it and may hand it on or simply drop it; only an owner who knows that nobody else holds it returns it.
/// </summary>
/// <remarks>Each thread has its own, since an image is decoded, transformed and written into its batch by one thread.</remarks>
internal static class PixelPool
{
    // A chain of transforms has three or four arrays of a size in use at once; the rest is for images that differ in size.
    private const int KeptArrays = 12;
    private const int LongestKept = 16 << 20;

    [ThreadStatic]
    private static List<byte[]>? free;

    /// <summary>An array of exactly this length; its content is undefined.</summary>
    public static byte[] Rent(int length)
    {
        var found = free?.FindLastIndex(pixels => pixels.Length == length) ?? -1;
        if (found < 0)
        {
            return GC.AllocateUninitializedArray<byte>(length);
        }
        var rented = free![found];
        free.RemoveAt(found);
        return rented;
    }

    /// <summary>Takes back an array that nobody will look at any more; the longest unused one makes room.</summary>
    public static void Return(byte[] pixels)
    {
        if (pixels.Length > LongestKept)
        {
            return;
        }
        free ??= new(KeptArrays);
        if (free.Count == KeptArrays)
        {
            free.RemoveAt(0);
        }
        free.Add(pixels);
    }
}

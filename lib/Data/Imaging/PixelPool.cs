namespace Telltale.Data;

/// <summary>
/// Pixel arrays that are used again, so that reading a collection leaves the garbage collector next to nothing to do. Whoever rents an
/// array owns it and may hand it on or simply drop it; only an owner who knows that nobody else holds it returns it. Thread-safe.
/// </summary>
/// <remarks>Not ArrayPool: images want arrays of exactly their length, and that pool lets go of large arrays when memory is short.</remarks>
internal static class PixelPool
{
    private const long Capacity = 64L << 20;

    private static readonly Lock gate = new();
    private static readonly List<byte[]> free = [];
    private static long kept;

    /// <summary>An array of exactly this length; its content is undefined.</summary>
    public static byte[] Rent(int length)
    {
        lock (gate)
        {
            // The last one returned is the likeliest to be in the processor's cache.
            if (free.FindLastIndex(pixels => pixels.Length == length) is >= 0 and var found)
            {
                var rented = free[found];
                free.RemoveAt(found);
                kept -= length;
                return rented;
            }
        }
        return GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>Takes back an array that nobody will look at any more; those unused for longest make room.</summary>
    public static void Return(byte[] pixels)
    {
        lock (gate)
        {
            free.Add(pixels);
            kept += pixels.Length;
            while (kept > Capacity)
            {
                kept -= free[0].Length;
                free.RemoveAt(0);
            }
        }
    }
}

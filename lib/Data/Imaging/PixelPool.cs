namespace Telltale.Data;

/// <summary>
/// A pool of pixel arrays, which avoids nearly all garbage collection while a collection is read. An owner may pass a rented array on or
/// drop it, and may return it only if nobody else holds it. Thread-safe.
/// </summary>
/// <remarks>Not ArrayPool, which rents longer arrays than asked for and drops large ones under memory pressure.</remarks>
internal static class PixelPool
{
    private const long Capacity = 64L << 20;

    private static readonly Lock Gate = new();
    private static readonly List<byte[]> Free = [];
    private static long kept;

    /// <summary>An array of exactly this length; its content is undefined.</summary>
    public static byte[] Rent(int length)
    {
        lock (Gate)
        {
            // The array returned last is the likeliest to be in the CPU's cache.
            if (Free.FindLastIndex(pixels => pixels.Length == length) is >= 0 and var found)
            {
                var rented = Free[found];
                Free.RemoveAt(found);
                kept -= length;
                return rented;
            }
        }
        return GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>Returns an array that nobody uses any more; the least recently returned arrays are dropped when the pool is full.</summary>
    public static void Return(byte[] pixels)
    {
        lock (Gate)
        {
            Free.Add(pixels);
            kept += pixels.Length;
            while (kept > Capacity)
            {
                kept -= Free[0].Length;
                Free.RemoveAt(0);
            }
        }
    }
}

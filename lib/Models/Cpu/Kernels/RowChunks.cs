namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// Splits the rows of feature maps into chunks for threads. The split depends on the size of the maps only, so sums over chunks
/// are the same on any number of cores.
/// </summary>
internal readonly struct RowChunks
{
    private const int MaxChunks = 32;
    private const int MinElements = 1 << 15;
    private const int MinRows = 128; // with fewer, adding the sums of many channels would cost more than the rows

    private readonly long rows;
    private readonly long length;

    public RowChunks(long rows, int channels)
    {
        this.rows = rows;
        length = Math.Max(Math.Max(MinRows, MinElements / channels), (rows + MaxChunks - 1) / MaxChunks);
        length = (length + 7) / 8 * 8;
        Count = (int)((rows + length - 1) / length);
    }

    /// <summary>The number of chunks.</summary>
    public int Count { get; }

    /// <summary>Runs work for every chunk once, in parallel.</summary>
    /// <param name="work">Called with the chunk, its first row, and the row after its last.</param>
    public void Run(Action<int, long, long> work)
    {
        var chunks = this;
        CpuTeam.Run(Count, chunk => work(chunk, chunk * chunks.length, Math.Min(chunks.rows, (chunk + 1) * chunks.length)));
    }
}

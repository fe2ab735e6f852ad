namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// Cuts the rows of maps into chunks that threads take. Where the cuts are depends on the size of the maps alone, so sums over chunks
/// are the same numbers on any number of cores.
/// </summary>
internal readonly struct RowChunks
{
    private const int MostChunks = 32;
    private const int LeastElements = 1 << 15;
    private const int LeastRows = 128; // with fewer, adding up the sums of many channels would cost more than the rows

    private readonly long rows;
    private readonly long length;

    public RowChunks(long rows, int channels)
    {
        this.rows = rows;
        length = Math.Max(Math.Max(LeastRows, LeastElements / channels), (rows + MostChunks - 1) / MostChunks);
        length = (length + 7) / 8 * 8;
        Count = (int)((rows + length - 1) / length);
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Does every chunk once, on the cores there are.</summary>
    /// <param name="work">Told the chunk, its first row, and the one after its last.</param>
    public void Run(Action<int, long, long> work)
    {
        var chunks = this;
        CpuTeam.Run(Count, chunk => work(chunk, chunk * chunks.length, Math.Min(chunks.rows, (chunk + 1) * chunks.length)));
    }
}

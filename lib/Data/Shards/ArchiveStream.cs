using Telltale.Runtime;

namespace Telltale.Data.Shards;

/// <summary>
/// A tar archive as it is read, once from start to end. It knows whether the archive is complete: an archive ends with two blocks of
/// zeros, and neither the reader of entries nor that of gzip reports that they are missing.
/// </summary>
/// <param name="content">The archive, uncompressed; not disposed.</param>
internal sealed class ArchiveStream(Stream content) : Stream
{
    private const int EndBytes = 2 * 512;
    private long zeros;

    /// <summary>Refuses an archive that was cut off, or goes on behind its end. Call it after the last entry.</summary>
    /// <param name="path">The archive, for the message.</param>
    /// <exception cref="UnusableFileException">It is not complete, or several in one.</exception>
    public void RequireEnd(string path)
    {
        var rest = new byte[1 << 16];
        for (int count; (count = Read(rest)) > 0;)
        {
            if (rest.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                throw new UnusableFileException(
                    path, "It goes on behind the end of an archive: several archives were joined.",
                    "Use each archive as a file of its own.");
            }
        }
        if (zeros < EndBytes)
        {
            throw new UnusableFileException(path, "The archive is cut off: its end is missing.", "Copy or download it again.");
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = content.Read(buffer);
        var last = buffer[..count].LastIndexOfAnyExcept((byte)0);
        zeros = last < 0 ? zeros + count : count - last - 1;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

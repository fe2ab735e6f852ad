using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telltale.Runtime;

/// <summary>
/// A lock among processes, also of several machines that share a network file system: a file that one of them creates. It saves work and
/// guards nothing: what is written under it is written atomically and has the same content whoever writes it, so that two holders, which no
/// lock with a time limit can exclude, do the work twice and no harm.
/// </summary>
/// <remarks>
/// It needs only what every version of NFS guarantees: link(2) fails where the name is taken, and rename is atomic. <c>flock</c> is local
/// to a machine on some mounts. The holder touches the file; a waiting process breaks the lock of a holder that certainly ended
/// (<see cref="LockOwner.HasEnded"/>), or of one whose file it saw unchanged for a time, by its own clock: those of machines differ.
/// </remarks>
internal sealed partial class SharedLock : IDisposable
{
    // EEXIST, on Linux and macOS.
    private const int NameTaken = 17;

    private readonly string file;
    private readonly LockOwner owner;
    private readonly Timer pulse;

    private SharedLock(string file, LockOwner owner, LockTimes times)
    {
        (this.file, this.owner) = (file, owner);
        pulse = new(_ => Touch(), null, times.Pulse, times.Pulse);
    }

    /// <summary>Waits until the lock is free, and takes it.</summary>
    /// <param name="file">The file of the lock; its folder is created.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="times">Null for the usual times.</param>
    /// <returns>The lock; disposing it frees it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while another process held the lock.</exception>
    public static SharedLock Take(string file, CancellationToken cancellation, LockTimes? times = null)
    {
        var (owner, usual, seen, warned) = (LockOwner.Now(), times ?? new(), new Sight(null, default), false);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        for (var since = usual.Clock(); !TryCreate(file, owner);)
        {
            var now = Look(file);
            if (now != seen)
            {
                (seen, since) = (now, usual.Clock());
            }
            var unchanged = Stopwatch.GetElapsedTime(since, usual.Clock());
            if (seen.Owner?.HasEnded(owner) == true || unchanged > usual.Abandoned)
            {
                Break(file, seen.Owner);
                continue;
            }
            if (!warned && unchanged > usual.Quiet)
            {
                Warnings.Write([$"{seen.Owner?.ToString() ?? "another process"} does this work and holds {file}; waiting for its result."]);
                warned = true;
            }
            cancellation.WaitHandle.WaitOne(usual.Poll);
            cancellation.ThrowIfCancellationRequested();
        }
        return new(file, owner, usual);
    }

    /// <summary>Frees the locks in a folder whose processes have ended; where the work is done, nobody else would take them.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    public static void Sweep(string folder)
    {
        var asker = LockOwner.Now();
        try
        {
            foreach (var file in Directory.GetFiles(folder, "*.lock"))
            {
                if (Look(file).Owner is { } owner && owner.HasEnded(asker))
                {
                    Break(file, owner);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder does not exist, or may not be read.
        }
    }

    /// <summary>Frees the lock, unless another process broke it.</summary>
    public void Dispose()
    {
        pulse.Dispose();
        if (Look(file).Owner?.Id == owner.Id)
        {
            TemporaryName.TryDelete(file);
        }
    }

    /// <summary>Written before it has its name: a process killed in between leaves a temporary, never a lock without an owner.</summary>
    private static bool TryCreate(string file, LockOwner owner)
    {
        if (File.Exists(file))
        {
            return false;
        }
        var temporary = file + TemporaryName.NewEnding();
        try
        {
            File.WriteAllText(temporary, StrictJson.Write(owner));
            // A network file system may do what it is asked and then, asked again, refuse it.
            return TryName(temporary, file) || Look(file).Owner?.Id == owner.Id;
        }
        finally
        {
            TemporaryName.TryDelete(temporary);
        }
    }

    /// <summary>Gives a file a name unless another has it.</summary>
    private static bool TryName(string temporary, string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(temporary, file) == 0)
            {
                return true;
            }
            if (Marshal.GetLastPInvokeError() == NameTaken)
            {
                return false;
            }
        }
        try
        {
            // Outside Windows this is exclusive only nearly; it serves file systems that have no hard links.
            File.Move(temporary, file, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    private static Sight Look(string file)
    {
        try
        {
            return new(StrictJson.Read<LockOwner>(File.ReadAllText(file)), File.GetLastWriteTimeUtc(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            // It was freed, or another program wrote it.
            return new(null, default);
        }
    }

    /// <summary>Takes the file away. If another process took the lock meanwhile, its file is given back.</summary>
    private static void Break(string file, LockOwner? ended)
    {
        var aside = file + TemporaryName.NewEnding();
        try
        {
            File.Move(file, aside);
            if (Look(aside).Owner is { } found && found.Id != ended?.Id)
            {
                File.Move(aside, file);
            }
        }
        catch (IOException)
        {
            // Another process was faster.
        }
        TemporaryName.TryDelete(aside);
    }

    private void Touch()
    {
        try
        {
            File.SetLastWriteTimeUtc(file, DateTimeOffset.UtcNow.UtcDateTime);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Broken by another process, which now does the work too.
        }
    }

    private sealed record Sight(LockOwner? Owner, DateTime Touched);
}

/// <summary>The times of a <see cref="SharedLock"/>.</summary>
internal sealed record LockTimes
{
    /// <summary>How often the holder touches the file.</summary>
    public TimeSpan Pulse { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time without a touch the holder is taken for ended. NFS shows new attributes after at most a minute.</summary>
    public TimeSpan Abandoned { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a waiting process looks.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures the time without a touch, in the ticks of <see cref="Stopwatch"/>.</summary>
    public Func<long> Clock { get; init; } = Stopwatch.GetTimestamp;

    /// <summary>How long it waits without a word.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(10);
}

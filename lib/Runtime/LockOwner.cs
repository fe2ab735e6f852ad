using System.Globalization;

namespace Telltale.Runtime;

/// <summary>Who holds a <see cref="SharedLock"/>, as its file says.</summary>
/// <param name="Id">Unique to one taking of a lock.</param>
/// <param name="Machine">The machine's name, for messages.</param>
/// <param name="Place">What the process id is valid in; see <see cref="TemporaryName.Place"/>.</param>
/// <param name="Process">The process id.</param>
/// <param name="Job">The Slurm job; a task of an array has one of its own. Null outside Slurm.</param>
/// <param name="Restart">How often the job was requeued.</param>
internal sealed record LockOwner(string Id, string Machine, string Place, int Process, string? Job, int Restart)
{
    /// <summary>This process, taking a lock now.</summary>
    public static LockOwner Now() => new(
        Guid.NewGuid().ToString("N"), Environment.MachineName, TemporaryName.Place, Environment.ProcessId,
        Environment.GetEnvironmentVariable("SLURM_JOB_ID") is { Length: > 0 } job ? job : null,
        int.TryParse(
            Environment.GetEnvironmentVariable("SLURM_RESTART_COUNT"), CultureInfo.InvariantCulture, out var restart) ? restart : 0);

    /// <summary>
    /// True where the owner certainly ended: its process on this machine is gone, or its job was requeued and another process is this job
    /// now. False where it may live.
    /// </summary>
    /// <param name="asker">Who wants the lock.</param>
    public bool HasEnded(LockOwner asker) =>
        (Place == asker.Place && !TemporaryName.Lives(Process)) || (Job is not null && Job == asker.Job && Restart < asker.Restart);

    /// <summary>Process and machine.</summary>
    public override string ToString() => $"process {Process.Invariant("0")} on {Machine}{(Job is null ? "" : $" (job {Job})")}";
}

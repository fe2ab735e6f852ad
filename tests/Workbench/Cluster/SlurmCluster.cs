using System.Diagnostics;
using System.Security.Cryptography;

namespace Telltale.Tests.Workbench.Cluster;

/// <summary>
/// A real Slurm with one node of two slots on loopback: munged, slurmctld and slurmd with all their files in a folder of the test.
/// </summary>
internal sealed class SlurmCluster : IDisposable
{
    private const int Slots = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);
    private static readonly string[] Programs =
        ["munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scontrol", "scancel", "sinfo"];

    private readonly TemporaryFolder folder = new();

    public SlurmCluster()
    {
        File.WriteAllBytes(folder.File("munge.key"), RandomNumberGenerator.GetBytes(1024));
        Run("chmod", "600", folder.File("munge.key"));
        Directory.CreateDirectory(folder.File("state"));
        Directory.CreateDirectory(folder.File("spool"));
        File.WriteAllText(folder.File("slurm.conf"), Configuration(FreePorts.Find(2)));
        // --force: the socket lies in a folder that only this user may enter.
        Run("munged", "--force", $"--key-file={folder.File("munge.key")}", $"--socket={folder.File("munge.socket")}",
            $"--pid-file={folder.File("munged.pid")}", $"--log-file={folder.File("munged.log")}",
            $"--seed-file={folder.File("munged.seed")}");
        Run("slurmctld", "-c");
        Run("slurmd", "-c", "-N", "localhost");
        Until(() => Output("sinfo", "--noheader", "--format=%T") is "idle", "the node is not idle");
    }

    /// <summary>Why there can be no cluster here; null where there can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "Slurm's daemons are started by root, on Linux."
        : Array.Find(Programs, program => Find(program) is null) is { } missing
            ? $"'{missing}' of Slurm is missing (Debian: slurm-wlm and munge)."
            : null;

    /// <summary>What the jobs printed.</summary>
    public string Log => string.Join(
        '\n', Directory.GetFiles(folder.Root, "job-*.log").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    /// <summary>Submits task.sh from the root of the repository.</summary>
    /// <param name="settings">Environment variables of the job.</param>
    /// <param name="arguments">Options of sbatch, the script and its arguments.</param>
    /// <returns>The job's id.</returns>
    public string Submit(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = Start("sbatch", ["--parsable", $"--chdir={Repository.Root}", $"--output={folder.File("job-%j.log")}", .. arguments]);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        return Finish(start);
    }

    /// <summary>The states of a job, or of all tasks of an array.</summary>
    public string[] States(string job) => Output(
        "squeue", "--noheader", "--states=all", "--array", "--format=%T", $"--jobs={job}").Split('\n');

    /// <summary>Waits until a job, or every task of an array, has a state; fails where one has ended with another.</summary>
    public void Await(string job, string state) => Until(() =>
    {
        var states = States(job);
        var ended = states.Except([state]).Intersect(["COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL"]).ToList();
        Assert.True(ended.Count == 0, $"Job {job} is {string.Join(", ", ended)}, not {state}.\n{Log}");
        return states.All(one => one == state);
    }, $"job {job} is not {state}");

    public void Run(string program, params string[] arguments) => Finish(Start(program, arguments));

    public void Dispose()
    {
        Run("scancel", "--user=root");
        Until(() => Output("squeue", "--noheader").Length == 0, "jobs remain");
        foreach (var daemon in new[] { "slurmd", "slurmctld", "munged" })
        {
            using var process = Process.GetProcessById(int.Parse(File.ReadAllText(folder.File($"{daemon}.pid"))));
            Run("kill", $"{process.Id}");
            process.WaitForExit(Patience);
        }
        folder.Dispose();
    }

    private static string? Find(string program) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':')
        .Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    private string Output(string program, params string[] arguments) => Finish(Start(program, arguments));

    private ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["SLURM_CONF"] = folder.File("slurm.conf");
        return start;
    }

    private static string Finish(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)}: {error.Result}");
        return output.Trim();
    }

    // Slurm can only be asked. Asked without a pause, it answers all the time and leaves its jobs half the machine.
    private void Until(Func<bool> condition, string otherwise)
    {
        var patience = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(patience.Elapsed < Patience, $"After {Patience.TotalMinutes} minutes {otherwise}.\n{Log}");
            Thread.Sleep(Pause);
        }
    }

    // A requeued job waits until the credentials of its first start expire (cred_expire, in seconds). No cgroups, which a container may
    // not have; config_overrides, since the machine may have fewer cores than slots.
    private string Configuration(int[] ports) => $"""
        ClusterName=test
        SlurmctldHost=localhost
        SlurmctldAddr=127.0.0.1
        AuthType=auth/munge
        AuthInfo=socket={folder.File("munge.socket")},cred_expire=20
        CredType=cred/munge
        SlurmUser=root
        SlurmdUser=root
        SlurmctldPort={ports[0]}
        SlurmdPort={ports[1]}
        SlurmctldPidFile={folder.File("slurmctld.pid")}
        SlurmdPidFile={folder.File("slurmd.pid")}
        StateSaveLocation={folder.File("state")}
        SlurmdSpoolDir={folder.File("spool")}
        SlurmctldLogFile={folder.File("slurmctld.log")}
        SlurmdLogFile={folder.File("slurmd.log")}
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        JobAcctGatherType=jobacct_gather/none
        AccountingStorageType=accounting_storage/none
        MpiDefault=none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_CPU
        SlurmdParameters=config_overrides
        SchedulerType=sched/builtin
        SchedulerParameters=sched_interval=1,batch_sched_delay=0
        ReturnToService=2
        NodeName=localhost NodeAddr=127.0.0.1 CPUs={Slots} State=UNKNOWN
        PartitionName=main Nodes=localhost Default=YES MaxTime=INFINITE State=UP

        """;
}

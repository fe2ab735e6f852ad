using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Telltale.Runtime.Workarounds;
using TorchSharp;

namespace Telltale.Runtime;

/// <summary>Finds and loads the native libraries behind TorchSharp. Call <see cref="Load"/> before the first tensor.</summary>
public static partial class LibTorch
{
    /// <summary>The environment variable that names a folder with another libtorch of the same version.</summary>
    public const string FolderVariable = "TELLTALE_LIBTORCH";

    /// <summary>The environment variable that leaves the process as it is: <c>off</c> for none of the settings of <see cref="Load"/>.</summary>
    public const string ProcessSettingsVariable = "TELLTALE_PROCESS_SETTINGS";

    private const string Version = "2.10.0";

    private static readonly string[] Libraries = ["c10", "c10_cuda", "torch_cpu", "torch_cuda", "torch"];

    private static readonly Lazy<LibTorchInfo> Loaded = new(LoadOnce);

    /// <summary>
    /// Loads libtorch, once per process: from <c>TELLTALE_LIBTORCH</c> where set (for example the <c>lib</c> folder of an
    /// installed PyTorch of the same version), else from beside this assembly. Every library is loaded by full path, since
    /// a name alone would find a system-wide PyTorch of another version first.
    /// </summary>
    /// <remarks>
    /// On Linux it also changes two settings of the whole process, which halve or double the speed of training on a CPU:
    /// <list type="bullet">
    /// <item>OpenMP threads sleep after a tenth of a millisecond of waiting (<c>OMP_WAIT_POLICY=PASSIVE</c>, <c>GOMP_SPINCOUNT=10000</c>),
    /// unless <c>OMP_WAIT_POLICY</c> is set;</item>
    /// <item>glibc keeps freed memory for the next tensor instead of returning it to the system (<c>mallopt</c>: no mmap, 64 MB of padding,
    /// no trimming). The peak stays the same, but the process does not shrink after it.</item>
    /// </list>
    /// <c>TELLTALE_PROCESS_SETTINGS=off</c> leaves both alone.
    /// </remarks>
    /// <returns>What was loaded and from where.</returns>
    /// <exception cref="DllNotFoundException">Something is missing or does not load; the message says what, where, and the cure.</exception>
    /// <exception cref="NotSupportedException">The machine hides its caches and the named libtorch cannot work there; says the cure.</exception>
    public static LibTorchInfo Load() => Loaded.Value;

    private static LibTorchInfo LoadOnce()
    {
        if (ChangesProcess(Environment.GetEnvironmentVariable(ProcessSettingsVariable)))
        {
            LetThreadsSleepSoon();
            KeepFreedMemory();
        }
        var own = Path.GetDirectoryName(typeof(LibTorch).Assembly.Location)!;
        var named = Environment.GetEnvironmentVariable(FolderVariable);
        var folder = string.IsNullOrWhiteSpace(named) ? own : Path.GetFullPath(named);
        foreach (var library in Required(folder))
        {
            LoadFile(folder, library);
        }
        if (CacheSizeCompatibility.IsNeeded)
        {
            CacheSizeCompatibility.Apply(Path.Combine(folder, FileName("torch_cpu")));
        }
        var bridge = LoadBridge(own);
        try
        {
            return new(folder, torch.__version__, torch.cuda.is_available(), bridge);
        }
        catch (Exception exception) when (exception is TypeInitializationException or NotSupportedException or EntryPointNotFoundException)
        {
            throw Failure(folder, FileName("LibTorchSharp"), exception);
        }
    }

    internal static bool ChangesProcess(string? setting) => setting?.ToUpperInvariant() switch
    {
        null or "" or "ON" => true,
        "OFF" => false,
        _ => throw new ArgumentException($"{ProcessSettingsVariable} is '{setting}'; it must be on or off."),
    };

    // OpenMP threads spin while they wait for each other. On a busy machine a spinning thread occupies the core of the one it waits for:
    // training was seen seven times slower.
    private static void LetThreadsSleepSoon()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            SetNativeEnvironment("OMP_WAIT_POLICY", "PASSIVE", 0);
            SetNativeEnvironment("GOMP_SPINCOUNT", "10000", 0); // about a tenth of a millisecond: the next operation mostly comes sooner
        }
    }

    // glibc returns the memory of a large freed tensor to the system at once, and the next tensor of that size pays for every page again:
    // prediction was seen at half its speed.
    private static void KeepFreedMemory()
    {
        const int TrimThreshold = -1, TopPad = -2, MostMaps = -4;
        const int HeapOfAThread = 64 << 20; // a thread's heap with less padding is unmapped as soon as it is empty
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var glibc) && NativeLibrary.TryGetExport(glibc, "mallopt", out _))
        {
            // An option that is refused keeps its default.
            _ = SetAllocationOption(MostMaps, 0) + SetAllocationOption(TopPad, HeapOfAThread) + SetAllocationOption(TrimThreshold, int.MaxValue);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetAllocationOption(int option, int value);

    // .NET keeps its own copy of the environment, which native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeEnvironment(string name, string value, int overwrite);

    /// <summary>In the order of their dependencies; the CUDA pair only where the folder has it.</summary>
    private static IEnumerable<string> Required(string folder) =>
        Libraries
            .Select(FileName)
            .Where(file => !file.Contains("cuda", StringComparison.Ordinal) || File.Exists(Path.Combine(folder, file)));

    private static string? LoadBridge(string folder)
    {
        var original = Path.Combine(folder, FileName("LibTorchSharp"));
        if (!File.Exists(original) || !GlibcxxCompatibility.IsNeeded)
        {
            LoadFile(folder, FileName("LibTorchSharp"));
            return null;
        }
        var library = File.ReadAllBytes(original);
        if (GlibcxxCompatibility.Patch(library) is not { } patched)
        {
            LoadFile(folder, FileName("LibTorchSharp"));
            return null;
        }
        var copy = CacheFolder.In("libtorch", Convert.ToHexStringLower(SHA256.HashData(patched)[..8]), FileName("LibTorchSharp"));
        if (!File.Exists(copy))
        {
            AtomicFile.Write(copy, stream => stream.Write(patched));
        }
        LoadFile(Path.GetDirectoryName(copy)!, Path.GetFileName(copy));
        return copy;
    }

    private static void LoadFile(string folder, string file)
    {
        try
        {
            NativeLibrary.Load(Path.Combine(folder, file));
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw Failure(folder, file, exception);
        }
    }

    private static DllNotFoundException Failure(string folder, string file, Exception cause)
    {
        var finding = !Directory.Exists(folder) ? "the folder does not exist"
            : File.Exists(Path.Combine(folder, file)) ? "is there but does not load"
            : "is not there";
        var cure = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 }
            ? $"{FolderVariable} must name a folder with libtorch {Version}, for example the 'lib' folder inside an installed PyTorch of that version; unset it to use the one that comes with the kit."
            : "Build the kit again (dotnet build), and where there is an NVIDIA GPU check that its driver works (nvidia-smi) or build with -p:TorchBackend=cpu.";
        return new DllNotFoundException($"libtorch cannot be loaded. Looked for '{file}' in '{folder}': {finding}. {cure} ({cause.Message})", cause);
    }

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
}

/// <summary>What <see cref="LibTorch.Load"/> loaded.</summary>
/// <param name="Folder">Where libtorch was found.</param>
/// <param name="Version">Its version, as TorchSharp names it.</param>
/// <param name="HasCuda">True where it sees an NVIDIA GPU.</param>
/// <param name="CompatibilityCopy">The copy of TorchSharp's native library made for an older C++ runtime; null where none was needed.</param>
public sealed record LibTorchInfo(string Folder, string Version, bool HasCuda, string? CompatibilityCopy);

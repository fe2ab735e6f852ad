using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Telltale.Runtime.Workarounds;
using TorchSharp;

namespace Telltale.Runtime;

/// <summary>Finds and loads the native libraries behind TorchSharp. Call <see cref="Load"/> before the first tensor.</summary>
public static partial class LibTorch
{
    /// <summary>The environment variable that names a folder with another libtorch of the same version.</summary>
    internal const string FolderVariable = "TELLTALE_LIBTORCH";

    /// <summary>The environment variable that turns off the process settings of <see cref="Load"/>: <c>off</c>.</summary>
    internal const string ProcessSettingsVariable = "TELLTALE_PROCESS_SETTINGS";

    private const string Version = "2.10.0";

    private static readonly string[] Libraries = ["c10", "c10_cuda", "torch_cpu", "torch_cuda", "torch"];

    private static readonly Lazy<LibTorchInfo> Loaded = new(LoadOnce);

    /// <summary>
    /// Loads libtorch, once per process: from <c>TELLTALE_LIBTORCH</c> if set (for example the <c>lib</c> folder of an
    /// installed PyTorch of the same version), else from the folder of this assembly. Every library is loaded by full path,
    /// since a name alone would find a system-wide PyTorch of another version first.
    /// </summary>
    /// <remarks>
    /// On Linux it also changes two settings of the whole process, which have a large effect on the speed of training on a CPU:
    /// <list type="bullet">
    /// <item>OpenMP threads sleep after waiting a tenth of a millisecond (<c>OMP_WAIT_POLICY=PASSIVE</c>, <c>GOMP_SPINCOUNT=10000</c>),
    /// unless <c>OMP_WAIT_POLICY</c> is set;</item>
    /// <item>glibc keeps freed memory for the next tensor instead of returning it to the system (<c>mallopt</c>: no mmap, 64 MB of padding,
    /// no trimming). The peak is the same, but the process does not shrink afterwards.</item>
    /// </list>
    /// <c>TELLTALE_PROCESS_SETTINGS=off</c> turns both off.
    /// </remarks>
    /// <returns>What was loaded and from where.</returns>
    /// <exception cref="DllNotFoundException">A library is missing or does not load; the message says which, and how to fix it.</exception>
    /// <exception cref="NotSupportedException">The CPU hides its cache sizes and this libtorch cannot be corrected.</exception>
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
            return new(folder, LoadedVersion(folder), torch.cuda.is_available(), bridge);
        }
        catch (Exception exception) when (exception is TypeInitializationException or NotSupportedException or EntryPointNotFoundException)
        {
            throw Failure(folder, FileName("LibTorchSharp"), exception);
        }
    }

    // torch.__version__ is a constant of TorchSharp, which says nothing about the library in another folder. libtorch's stable C interface
    // has its number, a byte for each part from the highest down (TORCH_ABI_VERSION in torch/headeronly/version.h).
    private static string LoadedVersion(string folder)
    {
        var torch = NativeLibrary.Load(Path.Combine(folder, FileName("torch_cpu")));
        if (!NativeLibrary.TryGetExport(torch, "aoti_torch_abi_version", out var function))
        {
            return "unknown";
        }
        var version = Marshal.GetDelegateForFunctionPointer<VersionNumber>(function)();
        var parts = BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(version));
        return $"{parts[0]}.{parts[1]}.{parts[2]}";
    }

    private delegate ulong VersionNumber();

    internal static bool ChangesProcess(string? setting) => setting?.ToUpperInvariant() switch
    {
        null or "" or "ON" => true,
        "OFF" => false,
        _ => throw new ArgumentException($"{ProcessSettingsVariable} is '{setting}'; it must be on or off."),
    };

    // OpenMP threads spin while they wait for each other. On a busy machine a spinning thread occupies the core of the thread it waits for:
    // training was up to seven times slower.
    private static void LetThreadsSleepSoon()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            SetNativeEnvironment("OMP_WAIT_POLICY", "PASSIVE", 0);
            SetNativeEnvironment("GOMP_SPINCOUNT", "10000", 0); // about a tenth of a millisecond: the next operation usually starts sooner
        }
    }

    // glibc returns the memory of a large freed tensor to the system at once, and the next tensor of that size page-faults again:
    // prediction was half as fast.
    private static void KeepFreedMemory()
    {
        const int TrimThreshold = -1, TopPad = -2, MmapMax = -4;
        const int ThreadHeap = 64 << 20; // with less padding, a thread's heap is unmapped as soon as it is empty
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var glibc)
            && NativeLibrary.TryGetExport(glibc, "mallopt", out _))
        {
            // An option that is refused keeps its default.
            _ = SetAllocationOption(MmapMax, 0);
            _ = SetAllocationOption(TopPad, ThreadHeap);
            _ = SetAllocationOption(TrimThreshold, int.MaxValue);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    internal static partial int SetAllocationOption(int option, int value);

    // .NET has its own copy of the environment, which native libraries do not read.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeEnvironment(string name, string value, int overwrite);

    /// <summary>In dependency order; the CUDA libraries only if they are in the folder.</summary>
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
        WriteUnlessEqual(copy, patched);
        LoadFile(Path.GetDirectoryName(copy)!, Path.GetFileName(copy));
        return copy;
    }

    /// <summary>Makes a file have this content. It is loaded as code, so that its name alone is no reason to trust it.</summary>
    internal static void WriteUnlessEqual(string path, byte[] content)
    {
        if (Directory.Exists(path))
        {
            throw new UnusableFileException(path, "This is a directory; a corrected native library belongs here.", "Delete it.");
        }
        SweptFolders.Sweep(Path.GetDirectoryName(path)!);
        var isEqual = FileStatus.Of(path) is { Kind: null } && new FileInfo(path) is { LinkTarget: null } file
            && file.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        if (!isEqual)
        {
            AtomicFile.Write(path, stream => stream.Write(content));
        }
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
        var problem = !Directory.Exists(folder) ? "the folder does not exist"
            : File.Exists(Path.Combine(folder, file)) ? "exists but does not load"
            : "not found";
        var fix = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 }
            ? $"{FolderVariable} must name a folder with libtorch {Version}, for example the 'lib' folder of an installed PyTorch of that "
                + "version; unset it to use the libtorch that comes with the kit."
            : "Build the kit again (dotnet build). With an NVIDIA GPU, check its driver (nvidia-smi) or build with -p:TorchBackend=cpu.";
        return new DllNotFoundException(
            $"libtorch cannot be loaded. Looked for '{file}' in '{folder}': {problem}. {fix} ({cause.Message})", cause);
    }

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
}

/// <summary>What <see cref="LibTorch.Load"/> loaded.</summary>
/// <param name="Folder">The folder libtorch was loaded from.</param>
/// <param name="Version">Its version as it reports itself: <c>2.10.0</c>; <c>unknown</c> where it does not, as old versions.</param>
/// <param name="HasCuda">True if it finds an NVIDIA GPU.</param>
/// <param name="CompatibilityCopy">The patched copy of TorchSharp's native library for an older C++ runtime; null if not needed.</param>
public sealed record LibTorchInfo(string Folder, string Version, bool HasCuda, string? CompatibilityCopy);

using System.Runtime.InteropServices;

#if WORKBENCH
namespace Telltale.Workbench;
#else
namespace Telltale.Runtime;
#endif

/// <summary>What lies at a path, links followed; .NET does not tell a pipe, a socket or a device from a file.</summary>
/// <param name="Kind">What a message calls it: <c>a directory</c>, <c>a named pipe</c>; null for a regular file.</param>
/// <param name="OthersMayWrite">True where group or others have the permission to write; false where not known (Windows).</param>
/// <param name="Owner">The user id of its owner; null where not known (Windows).</param>
internal sealed record FileStatus(string? Kind, bool OthersMayWrite, uint? Owner)
{
    // The layout of the runtime's own FileStatus: flags, mode, owner, in 32 bits each; what follows is not read.
    private const int BufferBytes = 512, ModeOffset = 4, OwnerOffset = 8;
    private const uint KindMask = 0xF000, WriteMask = 0x12; // S_IFMT; S_IWGRP and S_IWOTH

    /// <summary>The status of a path; null where nothing exists or a link leads nowhere.</summary>
    public static FileStatus? Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.Exists(path) ? new("a directory", false, null) : File.Exists(path) ? new(null, false, null) : null;
        }
        var status = new byte[BufferBytes];
        if (Stat(path, status) != 0)
        {
            return null;
        }
        var mode = BitConverter.ToUInt32(status, ModeOffset);
        return new(KindOf(mode & KindMask), (mode & WriteMask) != 0, BitConverter.ToUInt32(status, OwnerOffset));
    }

    /// <summary>The user id of this process; null where not known (Windows).</summary>
    public static uint? User => OperatingSystem.IsWindows() ? null : EffectiveUser();

    private static string? KindOf(uint type) => type switch
    {
        0x8000 => null,
        0x4000 => "a directory",
        0x1000 => "a named pipe",
        0x2000 or 0x6000 => "a device",
        0xC000 => "a socket",
        _ => "no regular file",
    };

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat", BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}

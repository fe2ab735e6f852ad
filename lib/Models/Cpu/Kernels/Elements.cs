using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>How numbers lie in memory. Kernels compute in float32, whatever is stored.</summary>
internal unsafe interface IElements
{
    /// <summary>Bytes of one number.</summary>
    static abstract int Size { get; }

    /// <summary>Sixteen numbers from there on.</summary>
    static abstract Vector512<float> Load(byte* at);

    /// <summary>Writes sixteen numbers from there on, each rounded to the nearest that can be stored.</summary>
    static abstract void Store(byte* at, Vector512<float> numbers);
}

/// <summary>IEEE single precision.</summary>
internal readonly unsafe struct Float32 : IElements
{
    public static int Size => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at) => Vector512.Load((float*)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* at, Vector512<float> numbers) => numbers.Store((float*)at);
}

/// <summary>bfloat16: the upper half of a single, rounded to nearest even.</summary>
internal readonly unsafe struct BFloat16 : IElements
{
    public static int Size => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at)
    {
        var halves = Vector256.Load((ushort*)at);
        return (Vector512.WidenLower(halves.ToVector512Unsafe()) << 16).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* at, Vector512<float> numbers)
    {
        var bits = numbers.AsUInt32();
        var rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >>> 16) & Vector512<uint>.One)) >>> 16;
        var halves = Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(rounded) : Vector256.Narrow(rounded.GetLower(), rounded.GetUpper());
        halves.Store((ushort*)at);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>The storage format of values. Kernels compute in float32 for every format.</summary>
internal unsafe interface IElements
{
    /// <summary>Bytes per value.</summary>
    static abstract int Size { get; }

    /// <summary>Loads sixteen values.</summary>
    static abstract Vector512<float> Load(byte* at);

    /// <summary>Stores sixteen values, each rounded to the nearest.</summary>
    static abstract void Store(byte* at, Vector512<float> values);
}

/// <summary>IEEE single precision.</summary>
internal readonly unsafe struct Float32 : IElements
{
    public static int Size => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at) => Vector512.Load((float*)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* at, Vector512<float> values) => values.Store((float*)at);
}

/// <summary>bfloat16: the upper half of a float32, rounded to nearest even.</summary>
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
    public static void Store(byte* at, Vector512<float> values)
    {
        var bits = values.AsUInt32();
        var rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >>> 16) & Vector512<uint>.One)) >>> 16;
        var halves = Avx512F.IsSupported
            ? Avx512F.ConvertToVector256UInt16(rounded)
            : Vector256.Narrow(rounded.GetLower(), rounded.GetUpper());
        halves.Store((ushort*)at);
    }
}

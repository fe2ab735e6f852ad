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

    /// <summary>Loads four, eight or twelve values, followed by zeros.</summary>
    static abstract Vector512<float> Load(byte* at, int count);

    /// <summary>Stores the first four, eight or twelve values, each rounded to the nearest.</summary>
    static abstract void Store(byte* at, Vector512<float> values, int count);
}

/// <summary>IEEE single precision.</summary>
internal readonly unsafe struct Float32 : IElements
{
    public static int Size => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at) => Vector512.Load((float*)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* at, Vector512<float> values) => values.Store((float*)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at, int count)
    {
        var source = (float*)at;
        var lower = count == 4 ? Vector128.Load(source).ToVector256() : Vector256.Load(source);
        return Vector512.Create(lower, count == 12 ? Vector128.Load(source + 8).ToVector256() : Vector256<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* at, Vector512<float> values, int count)
    {
        var target = (float*)at;
        var lower = values.GetLower();
        if (count == 4)
        {
            lower.GetLower().Store(target);
            return;
        }
        lower.Store(target);
        if (count == 12)
        {
            values.GetUpper().GetLower().Store(target + 8);
        }
    }
}

/// <summary>bfloat16: the upper half of a float32, rounded to nearest even.</summary>
internal readonly unsafe struct BFloat16 : IElements
{
    public static int Size => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at) => Widened(Vector256.Load((ushort*)at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* at, Vector512<float> values) => Rounded(values).Store((ushort*)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* at, int count)
    {
        var source = (ulong*)at;
        var lower = count == 4 ? Vector128.CreateScalar(*source) : Vector128.Load(source);
        return Widened(Vector256.Create(lower, count == 12 ? Vector128.CreateScalar(source[2]) : Vector128<ulong>.Zero).AsUInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* at, Vector512<float> values, int count)
    {
        var target = (ulong*)at;
        var rounded = Rounded(values).AsUInt64();
        if (count == 4)
        {
            *target = rounded.ToScalar();
            return;
        }
        rounded.GetLower().Store(target);
        if (count == 12)
        {
            target[2] = rounded.GetUpper().ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widened(Vector256<ushort> halves) =>
        (Vector512.WidenLower(halves.ToVector512Unsafe()) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Rounded(Vector512<float> values)
    {
        var bits = values.AsUInt32();
        var rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >>> 16) & Vector512<uint>.One)) >>> 16;
        return Avx512F.IsSupported
            ? Avx512F.ConvertToVector256UInt16(rounded)
            : Vector256.Narrow(rounded.GetLower(), rounded.GetUpper());
    }
}

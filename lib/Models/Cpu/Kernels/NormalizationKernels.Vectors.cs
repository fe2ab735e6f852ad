using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <content>The last vector of a row, of which some lanes may be past its end.</content>
internal static unsafe partial class NormalizationKernels
{
    // The last vector of a row may be partial, and neighbouring values are not touched. Growth rates are multiples of four; other counts
    // go through a scratch buffer, which is several times slower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load<T, TKind>(byte* at, int count, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        if (TKind.IsFull || count >= Lanes)
        {
            return T.Load(at);
        }
        if (count % 4 == 0)
        {
            return T.Load(at, count);
        }
        Unsafe.InitBlockUnaligned(scratch, 0, Lanes * sizeof(float));
        Unsafe.CopyBlockUnaligned(scratch, at, (uint)(count * T.Size));
        return T.Load(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, TKind>(byte* at, Vector512<float> values, int count, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        if (TKind.IsFull || count >= Lanes)
        {
            T.Store(at, values);
            return;
        }
        if (count % 4 == 0)
        {
            T.Store(at, values, count);
            return;
        }
        T.Store(scratch, values);
        Unsafe.CopyBlockUnaligned(at, scratch, (uint)(count * T.Size));
    }

    /// <summary>Whether a vector is full, known at compile time.</summary>
    private interface IVectorKind
    {
        /// <summary>True if all lanes belong to the row.</summary>
        static abstract bool IsFull { get; }
    }

    private readonly struct FullVector : IVectorKind
    {
        public static bool IsFull => true;
    }

    private readonly struct PartialVector : IVectorKind
    {
        public static bool IsFull => false;
    }
}

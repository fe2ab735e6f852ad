using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <content>The last vector of a row, of which some lanes may be past its end.</content>
internal static unsafe partial class NormalizationKernels
{
    // The last vector of a row may be partial: it goes through a scratch buffer, so that neighbouring values are not touched.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load<T, TKind>(byte* at, int count, byte* scratch)
        where T : struct, IElements where TKind : struct, IVectorKind
    {
        if (TKind.IsFull || count >= Lanes)
        {
            return T.Load(at);
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

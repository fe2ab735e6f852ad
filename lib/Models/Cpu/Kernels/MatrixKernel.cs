using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// The product of small matrices. libtorch's product packs its operands first, which takes as long as the multiplication at these sizes.
/// </summary>
internal static unsafe class MatrixKernel
{
    /// <summary>Columns of a block of the result.</summary>
    public const int Columns = 16;

    /// <summary>Rows of a block of the result. It fills eight registers, as many as the CPU has multiplications in flight.</summary>
    public static int Rows { get; } = IsWide ? 8 : 4;

    private static bool IsWide => Vector512.IsHardwareAccelerated;

    /// <summary>result[i, j] = Σ left[i, k] · right[k, j] for a block of the result, accumulated in registers.</summary>
    /// <param name="left">The first element of the left matrix.</param>
    /// <param name="row">Its row stride, in elements.</param>
    /// <param name="step">Its column stride.</param>
    /// <param name="right">The first element of the right matrix; its column stride is 1.</param>
    /// <param name="rightStep">Its row stride.</param>
    /// <param name="length">Columns of the left and rows of the right matrix.</param>
    /// <param name="result">The first element of the block.</param>
    /// <param name="resultRow">Its row stride.</param>
    /// <param name="adds">True to add to the block, false to overwrite it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        float* left, nint row, nint step, float* right, nint rightStep, int length, float* result, nint resultRow, bool adds)
    {
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        var lower = result + 4 * resultRow;
        if (adds)
        {
            (a, b) = (Vector512.Load(result), Vector512.Load(result + resultRow));
            (c, d) = (Vector512.Load(result + 2 * resultRow), Vector512.Load(result + 3 * resultRow));
            if (IsWide)
            {
                (e, f) = (Vector512.Load(lower), Vector512.Load(lower + resultRow));
                (g, h) = (Vector512.Load(lower + 2 * resultRow), Vector512.Load(lower + 3 * resultRow));
            }
        }
        float* second = left + 2 * row, third = left + 4 * row, fourth = left + 6 * row;
        for (var k = 0; k < length; k++, left += step, second += step, third += step, fourth += step, right += rightStep)
        {
            var values = Vector512.Load(right);
            a = Vector512.FusedMultiplyAdd(Vector512.Create(left[0]), values, a);
            b = Vector512.FusedMultiplyAdd(Vector512.Create(left[row]), values, b);
            c = Vector512.FusedMultiplyAdd(Vector512.Create(second[0]), values, c);
            d = Vector512.FusedMultiplyAdd(Vector512.Create(second[row]), values, d);
            if (IsWide)
            {
                e = Vector512.FusedMultiplyAdd(Vector512.Create(third[0]), values, e);
                f = Vector512.FusedMultiplyAdd(Vector512.Create(third[row]), values, f);
                g = Vector512.FusedMultiplyAdd(Vector512.Create(fourth[0]), values, g);
                h = Vector512.FusedMultiplyAdd(Vector512.Create(fourth[row]), values, h);
            }
        }
        a.Store(result);
        b.Store(result + resultRow);
        c.Store(result + 2 * resultRow);
        d.Store(result + 3 * resultRow);
        if (IsWide)
        {
            e.Store(lower);
            f.Store(lower + resultRow);
            g.Store(lower + 2 * resultRow);
            h.Store(lower + 3 * resultRow);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>The product of small matrices. libtorch's would copy them into an order of its own first, which here takes as long as to multiply.</summary>
internal static unsafe class MatrixKernel
{
    /// <summary>Columns of a block of the result.</summary>
    public const int Columns = 16;

    /// <summary>Rows of a block of the result. Eight registers hold it, as many as multiplications are under way at once.</summary>
    public static int Rows { get; } = IsWide ? 8 : 4;

    private static bool IsWide => Vector512.IsHardwareAccelerated;

    /// <summary>result[i, j] = Σ left[i, k] · right[k, j] for a block of the result, which stays in registers until it is done.</summary>
    /// <param name="left">Its first number.</param>
    /// <param name="row">From one row of it to the next, in numbers.</param>
    /// <param name="step">From one column of it to the next.</param>
    /// <param name="right">The other's first number; its columns lie side by side.</param>
    /// <param name="rightStep">From one row of it to the next.</param>
    /// <param name="length">Columns of the one and rows of the other.</param>
    /// <param name="result">The block's first number.</param>
    /// <param name="resultRow">From one row of it to the next.</param>
    /// <param name="adds">True to add to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* left, nint row, nint step, float* right, nint rightStep, int length, float* result, nint resultRow, bool adds)
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
            var numbers = Vector512.Load(right);
            a = Vector512.FusedMultiplyAdd(Vector512.Create(left[0]), numbers, a);
            b = Vector512.FusedMultiplyAdd(Vector512.Create(left[row]), numbers, b);
            c = Vector512.FusedMultiplyAdd(Vector512.Create(second[0]), numbers, c);
            d = Vector512.FusedMultiplyAdd(Vector512.Create(second[row]), numbers, d);
            if (IsWide)
            {
                e = Vector512.FusedMultiplyAdd(Vector512.Create(third[0]), numbers, e);
                f = Vector512.FusedMultiplyAdd(Vector512.Create(third[row]), numbers, f);
                g = Vector512.FusedMultiplyAdd(Vector512.Create(fourth[0]), numbers, g);
                h = Vector512.FusedMultiplyAdd(Vector512.Create(fourth[row]), numbers, h);
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

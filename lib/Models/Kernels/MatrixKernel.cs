using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Kernels;

/// <summary>The product of small matrices. libtorch's would copy them into an order of its own first, which here takes as long as to multiply.</summary>
internal static unsafe class MatrixKernel
{
    /// <summary>Rows of a block of the result.</summary>
    public const int Rows = 4;

    /// <summary>Columns of a block of the result.</summary>
    public const int Columns = 16;

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
        const int Half = Columns / 2;
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        var (second, third, fourth) = ((nint)(result + resultRow), (nint)(result + 2 * resultRow), (nint)(result + 3 * resultRow));
        if (adds)
        {
            (a0, a1) = (Vector256.Load(result), Vector256.Load(result + Half));
            (b0, b1) = (Vector256.Load((float*)second), Vector256.Load((float*)second + Half));
            (c0, c1) = (Vector256.Load((float*)third), Vector256.Load((float*)third + Half));
            (d0, d1) = (Vector256.Load((float*)fourth), Vector256.Load((float*)fourth + Half));
        }
        var lower = left + 2 * row;
        for (var k = 0; k < length; k++, left += step, lower += step, right += rightStep)
        {
            var r0 = Vector256.Load(right);
            var r1 = Vector256.Load(right + Half);
            var factor = Vector256.Create(left[0]);
            a0 = Vector256.FusedMultiplyAdd(factor, r0, a0);
            a1 = Vector256.FusedMultiplyAdd(factor, r1, a1);
            factor = Vector256.Create(left[row]);
            b0 = Vector256.FusedMultiplyAdd(factor, r0, b0);
            b1 = Vector256.FusedMultiplyAdd(factor, r1, b1);
            factor = Vector256.Create(lower[0]);
            c0 = Vector256.FusedMultiplyAdd(factor, r0, c0);
            c1 = Vector256.FusedMultiplyAdd(factor, r1, c1);
            factor = Vector256.Create(lower[row]);
            d0 = Vector256.FusedMultiplyAdd(factor, r0, d0);
            d1 = Vector256.FusedMultiplyAdd(factor, r1, d1);
        }
        a0.Store(result);
        a1.Store(result + Half);
        b0.Store((float*)second);
        b1.Store((float*)second + Half);
        c0.Store((float*)third);
        c1.Store((float*)third + Half);
        d0.Store((float*)fourth);
        d1.Store((float*)fourth + Half);
    }
}

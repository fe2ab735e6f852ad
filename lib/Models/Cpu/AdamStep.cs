using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Telltale.Runtime.Workarounds;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>The coefficients of a step of Adam, the same for all parameters.</summary>
/// <param name="MeanDecay">Decay of the running mean of gradients, β₁.</param>
/// <param name="SquareDecay">Decay of the running mean of squared gradients, β₂.</param>
/// <param name="Correction">Square root of the bias correction of the squares.</param>
/// <param name="Epsilon">Added to the denominator.</param>
/// <param name="NegativeRate">Minus the learning rate over the bias correction of the mean.</param>
internal readonly record struct AdamCoefficients(
    double MeanDecay, double SquareDecay, double Correction, double Epsilon, double NegativeRate);

/// <summary>
/// A step of Adam in one pass over memory; libtorch's operations need nine, a tenth of the time of a training step. It rounds as they
/// do, so the results are bit-identical.
/// </summary>
internal static unsafe class AdamStep
{
    private const int Lanes = 16;

    /// <summary>Updates the parameters and their running means.</summary>
    public static void Run(
        IReadOnlyList<(Tensor Value, Tensor Gradient, Tensor Mean, Tensor Square)> parameters, AdamCoefficients coefficients)
    {
        using var scope = NewDisposeScope();
        var factors = new Factors(coefficients);
        var memory = parameters.Select(parameter => new Memory(
            parameter.Value, SameLayout(parameter.Gradient, parameter.Value), parameter.Mean, parameter.Square)).ToList();
        CpuTeam.Run(memory.Count, index => memory[index].Step(factors));
    }

    private static Tensor SameLayout(Tensor gradient, Tensor value) =>
        gradient.HasStridesOf(value) ? gradient : empty_like(value).copy_(gradient);

    private readonly struct Factors(AdamCoefficients coefficients)
    {
        public readonly float MeanDecay = (float)coefficients.MeanDecay, NewMean = (float)(1 - coefficients.MeanDecay);
        public readonly float SquareDecay = (float)coefficients.SquareDecay, NewSquare = (float)(1 - coefficients.SquareDecay);
        public readonly float Correction = (float)coefficients.Correction, Epsilon = (float)coefficients.Epsilon;
        public readonly float NegativeRate = (float)coefficients.NegativeRate;
    }

    /// <summary>The memory of one parameter: four float32 tensors on the CPU with the same strides.</summary>
    private readonly struct Memory(Tensor parameter, Tensor gradient, Tensor mean, Tensor square)
    {
        private readonly nint parameter = TensorMemory.Start(parameter), gradient = TensorMemory.Start(gradient);
        private readonly nint mean = TensorMemory.Start(mean), square = TensorMemory.Start(square);
        private readonly long length = parameter.NumberOfElements;

        /// <summary>Updates parameter, mean and square.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Step(Factors factors)
        {
            var (p, g, m, s) = (parameter, gradient, mean, square);
            var whole = length - length % Lanes;
            for (var at = 0L; at < whole; at += Lanes)
            {
                StepVector((float*)p + at, (float*)g + at, (float*)m + at, (float*)s + at, factors);
            }
            if (length > whole)
            {
                StepRemainder((float*)p + whole, (float*)g + whole, (float*)m + whole, (float*)s + whole, (int)(length - whole), factors);
            }
        }
    }

    private static void StepRemainder(float* p, float* g, float* m, float* s, int count, Factors factors)
    {
        var copy = stackalloc float[4 * Lanes];
        new Span<float>(copy, 4 * Lanes).Clear();
        float*[] all = [p, g, m, s];
        for (var index = 0; index < all.Length; index++)
        {
            new Span<float>(all[index], count).CopyTo(new Span<float>(copy + index * Lanes, count));
        }
        StepVector(copy, copy + Lanes, copy + 2 * Lanes, copy + 3 * Lanes, factors);
        for (var index = 0; index < all.Length; index++)
        {
            new Span<float>(copy + index * Lanes, count).CopyTo(new Span<float>(all[index], count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepVector(float* p, float* g, float* m, float* s, Factors factors)
    {
        var gradient = Vector512.Load(g);
        var mean = Vector512.FusedMultiplyAdd(gradient, Vector512.Create(factors.NewMean), Vector512.Load(m) * factors.MeanDecay);
        var square = Vector512.Load(s) * factors.SquareDecay + gradient * factors.NewSquare * gradient;
        var spread = Vector512.Sqrt(square) / Vector512.Create(factors.Correction) + Vector512.Create(factors.Epsilon);
        mean.Store(m);
        square.Store(s);
        (Vector512.Load(p) + mean * factors.NegativeRate / spread).Store(p);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Telltale.Runtime.Workarounds;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Models.Cpu;

/// <summary>The numbers that all parameters of a step of Adam share.</summary>
/// <param name="MeanDecay">How much of the old mean stays.</param>
/// <param name="SquareDecay">How much of the old square stays.</param>
/// <param name="Correction">Divides the root of the square: its bias correction.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <param name="Size">Minus the learning rate over the bias correction of the mean.</param>
internal readonly record struct AdamCoefficients(double MeanDecay, double SquareDecay, double Correction, double Epsilon, double Size);

/// <summary>
/// A step of Adam in one pass over memory, where libtorch's operations take nine and a tenth of a training step. It rounds as they do, so
/// the results are the same.
/// </summary>
internal static unsafe class AdamStep
{
    private const int Lanes = 16;

    /// <summary>Changes the parameters and their running means.</summary>
    public static void Run(IReadOnlyList<(Tensor Value, Tensor Gradient, Tensor Mean, Tensor Square)> parameters, AdamCoefficients coefficients)
    {
        using var scope = NewDisposeScope();
        var numbers = new Numbers(coefficients);
        var memory = parameters.Select(parameter => new Memory(
            parameter.Value, SameLayout(parameter.Gradient, parameter.Value), parameter.Mean, parameter.Square)).ToList();
        CpuTeam.Run(memory.Count, index => memory[index].Step(numbers));
    }

    private static Tensor SameLayout(Tensor gradient, Tensor value) => gradient.LiesAs(value) ? gradient : empty_like(value).copy_(gradient);

    private readonly struct Numbers(AdamCoefficients coefficients)
    {
        public readonly float MeanDecay = (float)coefficients.MeanDecay, NewMean = (float)(1 - coefficients.MeanDecay);
        public readonly float SquareDecay = (float)coefficients.SquareDecay, NewSquare = (float)(1 - coefficients.SquareDecay);
        public readonly float Correction = (float)coefficients.Correction, Epsilon = (float)coefficients.Epsilon, Size = (float)coefficients.Size;
    }

    /// <summary>The memory of one parameter: all four float32 on the CPU, in one layout.</summary>
    private readonly struct Memory(Tensor parameter, Tensor gradient, Tensor mean, Tensor square)
    {
        private readonly nint parameter = TensorMemory.Start(parameter), gradient = TensorMemory.Start(gradient);
        private readonly nint mean = TensorMemory.Start(mean), square = TensorMemory.Start(square);
        private readonly long length = parameter.NumberOfElements;

        /// <summary>Changes parameter, mean and square.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Step(Numbers numbers)
        {
            var (p, g, m, s) = (parameter, gradient, mean, square);
            var whole = length - length % Lanes;
            for (var at = 0L; at < whole; at += Lanes)
            {
                Sixteen((float*)p + at, (float*)g + at, (float*)m + at, (float*)s + at, numbers);
            }
            if (length > whole)
            {
                Rest((float*)p + whole, (float*)g + whole, (float*)m + whole, (float*)s + whole, (int)(length - whole), numbers);
            }
        }
    }

    private static void Rest(float* p, float* g, float* m, float* s, int count, Numbers numbers)
    {
        var copy = stackalloc float[4 * Lanes];
        new Span<float>(copy, 4 * Lanes).Clear();
        float*[] all = [p, g, m, s];
        for (var index = 0; index < all.Length; index++)
        {
            new Span<float>(all[index], count).CopyTo(new Span<float>(copy + index * Lanes, count));
        }
        Sixteen(copy, copy + Lanes, copy + 2 * Lanes, copy + 3 * Lanes, numbers);
        for (var index = 0; index < all.Length; index++)
        {
            new Span<float>(copy + index * Lanes, count).CopyTo(new Span<float>(all[index], count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sixteen(float* p, float* g, float* m, float* s, Numbers numbers)
    {
        var gradient = Vector512.Load(g);
        var mean = Vector512.FusedMultiplyAdd(gradient, Vector512.Create(numbers.NewMean), Vector512.Load(m) * numbers.MeanDecay);
        var square = Vector512.Load(s) * numbers.SquareDecay + gradient * numbers.NewSquare * gradient;
        var spread = Vector512.Sqrt(square) / Vector512.Create(numbers.Correction) + Vector512.Create(numbers.Epsilon);
        mean.Store(m);
        square.Store(s);
        (Vector512.Load(p) + mean * numbers.Size / spread).Store(p);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Telltale.Models.Cpu.Kernels;

/// <summary>
/// A matrix of a <see cref="WinogradConvolution"/>, applied to the columns and then to the rows of a square: maps up to six vectors of
/// eight channels to up to six others. Elements beyond its size are undefined.
/// </summary>
internal interface IWinogradTransform
{
    /// <summary>Side of the input square.</summary>
    static abstract int Inputs { get; }

    /// <summary>Side of the output square.</summary>
    static abstract int Outputs { get; }

    /// <summary>Applies the matrix to one row or column.</summary>
    static abstract void Apply(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f,
        out Vector256<float> p, out Vector256<float> q, out Vector256<float> r,
        out Vector256<float> s, out Vector256<float> t, out Vector256<float> u);
}

/// <summary>
/// The Toom-Cook matrices for the points 0, ±3/4, ±3/2 and ∞. Most libraries use 0, ±1, ±2 and ∞, with rounding errors twice as
/// large.
/// </summary>
internal static unsafe class WinogradTransforms
{
    private const float Near = 0.75f, Far = 1.5f;
    private const float Near2 = Near * Near, Far2 = Far * Far;
    private const float Near3 = Near2 * Near, Far3 = Far2 * Far;
    private const float OfZero = 1 / (Near2 * Far2), OfNear = 1 / (2 * Near2 * (Near2 - Far2)), OfFar = 1 / (2 * Far2 * (Far2 - Near2));

    /// <summary>Transforms the squares of several channels.</summary>
    /// <param name="source">The address of the first channel of each position of the input square, row by row.</param>
    /// <param name="target">The same for the output square.</param>
    /// <param name="channels">A multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<T>(float** source, float** target, int channels) where T : struct, IWinogradTransform
    {
        const int Side = 6;
        var half = stackalloc Vector256<float>[Side * Side];
        for (var channel = 0; channel < channels; channel += Vector256<float>.Count)
        {
            for (var column = 0; column < T.Inputs; column++)
            {
                var at = source + column;
                T.Apply(
                    Vector256.Load(at[0] + channel), Vector256.Load(at[T.Inputs] + channel), Vector256.Load(at[2 * T.Inputs] + channel),
                    T.Inputs > 3 ? Vector256.Load(at[3 * T.Inputs] + channel) : default,
                    T.Inputs > 4 ? Vector256.Load(at[4 * T.Inputs] + channel) : default,
                    T.Inputs > 4 ? Vector256.Load(at[5 * T.Inputs] + channel) : default,
                    out var p, out var q, out var r, out var s, out var t, out var u);
                var to = half + column;
                to[0] = p;
                to[Side] = q;
                to[2 * Side] = r;
                if (T.Outputs > 3)
                {
                    to[3 * Side] = s;
                }
                if (T.Outputs > 4)
                {
                    to[4 * Side] = t;
                    to[5 * Side] = u;
                }
            }
            for (var row = 0; row < T.Outputs; row++)
            {
                var given = half + Side * row;
                var outputs = target + T.Outputs * row;
                T.Apply(
                    given[0], given[1], given[2], given[3], given[4], given[5],
                    out var p, out var q, out var r, out var s, out var t, out var u);
                p.Store(outputs[0] + channel);
                q.Store(outputs[1] + channel);
                r.Store(outputs[2] + channel);
                if (T.Outputs > 3)
                {
                    s.Store(outputs[3] + channel);
                }
                if (T.Outputs > 4)
                {
                    t.Store(outputs[4] + channel);
                    u.Store(outputs[5] + channel);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(Vector256<float> to, float factor, Vector256<float> value) =>
        Vector256.FusedMultiplyAdd(Vector256.Create(factor), value, to);

    /// <summary>The transform of input tiles.</summary>
    internal readonly struct OfMaps : IWinogradTransform
    {
        public static int Inputs => 6;

        public static int Outputs => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply(
            Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f,
            out Vector256<float> p, out Vector256<float> q, out Vector256<float> r,
            out Vector256<float> s, out Vector256<float> t, out Vector256<float> u)
        {
            p = Add(Add(e, -(Near2 + Far2), c), Near2 * Far2, a);
            u = Add(Add(f, -(Near2 + Far2), d), Near2 * Far2, b);
            var (even, odd) = (Add(e, -Far2, c), Near * Add(d, -Far2, b));
            (q, r) = (even + odd, even - odd);
            (even, odd) = (Add(e, -Near2, c), Far * Add(d, -Near2, b));
            (s, t) = (even + odd, even - odd);
        }
    }

    /// <summary>The inverse transform, to output tiles.</summary>
    internal readonly struct OfProducts : IWinogradTransform
    {
        public static int Inputs => 6;

        public static int Outputs => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply(
            Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f,
            out Vector256<float> p, out Vector256<float> q, out Vector256<float> r,
            out Vector256<float> s, out Vector256<float> t, out Vector256<float> u)
        {
            var (near, far, nearer, farther) = (b + c, d + e, b - c, d - e);
            p = a + near + far;
            q = Add(Near * nearer, Far, farther);
            r = Add(Near2 * near, Far2, far);
            s = Add(Add(f, Near3, nearer), Far3, farther);
            t = u = default;
        }
    }

    /// <summary>The transform of gradients of output tiles.</summary>
    internal readonly struct OfGradients : IWinogradTransform
    {
        public static int Inputs => 4;

        public static int Outputs => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply(
            Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f,
            out Vector256<float> p, out Vector256<float> q, out Vector256<float> r,
            out Vector256<float> s, out Vector256<float> t, out Vector256<float> u)
        {
            (p, u) = (a, d);
            var (even, odd) = (Add(a, Near2, c), Near * Add(b, Near2, d));
            (q, r) = (even + odd, even - odd);
            (even, odd) = (Add(a, Far2, c), Far * Add(b, Far2, d));
            (s, t) = (even + odd, even - odd);
        }
    }

    /// <summary>The transform of kernels.</summary>
    internal readonly struct OfKernels : IWinogradTransform
    {
        public static int Inputs => 3;

        public static int Outputs => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply(
            Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f,
            out Vector256<float> p, out Vector256<float> q, out Vector256<float> r,
            out Vector256<float> s, out Vector256<float> t, out Vector256<float> u)
        {
            (p, u) = (OfZero * a, c);
            var (even, odd) = (OfNear * Add(a, Near2, c), OfNear * Near * b);
            (q, r) = (even + odd, even - odd);
            (even, odd) = (OfFar * Add(a, Far2, c), OfFar * Far * b);
            (s, t) = (even + odd, even - odd);
        }
    }

    /// <summary>The inverse transform, to gradients of kernels.</summary>
    internal readonly struct OfKernelGradients : IWinogradTransform
    {
        public static int Inputs => 6;

        public static int Outputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply(
            Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f,
            out Vector256<float> p, out Vector256<float> q, out Vector256<float> r,
            out Vector256<float> s, out Vector256<float> t, out Vector256<float> u)
        {
            var (near, far) = (OfNear * (b + c), OfFar * (d + e));
            p = Add(near + far, OfZero, a);
            q = Add(OfNear * Near * (b - c), OfFar * Far, d - e);
            r = Add(Add(f, Near2, near), Far2, far);
            s = t = u = default;
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

/// <summary>The formula of parameter_formula.py, bit for bit: values that depend on a name and an index only.</summary>
internal static class ParameterFormula
{
    public static void Fill(nn.Module model, bool awayFromKinks)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, tensor) in model.state_dict())
        {
            tensor.copy_(Values(name, tensor.shape, awayFromKinks));
        }
    }

    public static Tensor Images(string name, params long[] shape) => Make(name, shape, u => 4 * u - 2);

    private static Tensor Values(string name, long[] shape, bool awayFromKinks)
    {
        if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
        {
            return tensor((long)Math.Floor(100 * Uniform(Key(name), 0)));
        }
        var moved = awayFromKinks && name.Contains("norm", StringComparison.Ordinal);
        var (narrow, offset) = moved ? (0.3, 1) : (1, 0);
        var scale = Math.Sqrt(6.0 / shape.Skip(1).Aggregate(1L, (product, size) => product * size));
        return name.EndsWith("running_var", StringComparison.Ordinal) ? Make(name, shape, u => 0.5 + u)
            : name.EndsWith("running_mean", StringComparison.Ordinal) ? Make(name, shape, u => 0.2 * u - 0.1)
            : name.EndsWith("bias", StringComparison.Ordinal) ? Make(name, shape, u => 0.2 * u - 0.1 + (u < 0.5 ? -offset : offset))
            : shape.Length == 1 ? Make(name, shape, u => narrow * (0.75 + 0.5 * u))
            : Make(name, shape, u => (2 * u - 1) * scale);
    }

    private static Tensor Make(string name, long[] shape, Func<double, double> map)
    {
        var key = Key(name);
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)map(Uniform(key, i));
        }
        return tensor(values, shape);
    }

    private static uint Key(string name) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static double Uniform(uint key, int index)
    {
        var z = ((ulong)key << 32) + (ulong)index;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 40) / (double)(1 << 24);
    }
}

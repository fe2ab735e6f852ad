using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Detectors;

/// <summary>Turns what a network returns into what the kit's networks return.</summary>
internal static class PositiveLogit
{
    // As in ScoreScale.ToLogit.
    private const double Certain = 1e-15;

    /// <summary>The logit of the positive class, or the features as they are.</summary>
    /// <param name="output">The network's first output.</param>
    /// <param name="input">(N, 3, H, W).</param>
    /// <param name="description">What the output is.</param>
    /// <returns>(N, 1), (N, 1, H, W) or (N, D); on the CPU; float64 logits, float32 features.</returns>
    /// <exception cref="FormatException">It has another shape, or is no probability; the message is a clause that says so.</exception>
    public static Tensor Of(Tensor output, Tensor input, DetectorDescription description)
    {
        using var scope = NewDisposeScope();
        var values = output.cpu();
        var result = description.Task switch
        {
            DetectorTask.Features when values.dim() >= 2 => values.to_type(ScalarType.Float32).flatten(1),
            DetectorTask.Detection => Chosen(values.dim() < 2 ? values.reshape(-1, 1) : values.flatten(1), description),
            DetectorTask.Localization => Chosen(values.dim() == 3 ? values.unsqueeze(1) : values, description),
            _ => values,
        };
        var expected = description.Task switch
        {
            DetectorTask.Features => [input.size(0), result.dim() == 2 ? result.size(1) : 1],
            DetectorTask.Detection => new[] { input.size(0), 1 },
            _ => [input.size(0), 1, input.size(2), input.size(3)],
        };
        return result.shape.SequenceEqual(expected) ? result.MoveToOuterDisposeScope() : throw new FormatException(
            $"it returns ({string.Join(", ", output.shape)}) for an input of ({string.Join(", ", input.shape)}), which is not what "
            + $"{description.Task.ToString().ToLowerInvariant()} needs");
    }

    private static Tensor Chosen(Tensor values, DetectorDescription description)
    {
        var (outputs, index) = (values.size(1), description.SyntheticOutput);
        if (index >= outputs || (index < 0 && outputs > 1))
        {
            throw new FormatException($"it has {outputs} outputs; synthetic_output must say which, from 0 to {outputs - 1}");
        }
        var all = values.to_type(ScalarType.Float64);
        var chosen = all.narrow(1, Math.Max(index, 0), 1);
        if (description.Probabilities)
        {
            return OfProbability(chosen);
        }
        if (outputs == 1)
        {
            return chosen;
        }
        long[] others = [.. Enumerable.Range(0, (int)outputs).Where(other => other != index)];
        return chosen - all.index_select(1, tensor(others)).logsumexp(1, keepdim: true);
    }

    private static Tensor OfProbability(Tensor probabilities)
    {
        var (lowest, highest) = (probabilities.min().item<double>(), probabilities.max().item<double>());
        // Rounding in float32 may exceed 1 by one step.
        const double Rounding = 1e-6;
        if (!(lowest >= -Rounding && highest <= 1 + Rounding))
        {
            throw new FormatException($"its outputs reach from {lowest.Invariant()} to {highest.Invariant()}, which are no probabilities; "
                + "where they are logits, write \"outputs\": \"logits\"");
        }
        var clamped = probabilities.clamp(Certain, 1 - Certain);
        return (clamped / (1 - clamped)).log();
    }
}

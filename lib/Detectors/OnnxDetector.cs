using Microsoft.ML.OnnxRuntime;
using Telltale.Runtime;
using static TorchSharp.torch;

namespace Telltale.Detectors;

/// <summary>
/// A network in an ONNX file, run by ONNX Runtime on the CPU. Its native library is restored only by <c>-p:OnnxRuntime=true</c>, since its
/// package has 160 MB.
/// </summary>
public sealed class OnnxDetector : ExternalDetector
{
    private readonly InferenceSession session;
    private readonly bool oneByOne;

    /// <summary>Loads a network and tries it on one grey image.</summary>
    /// <param name="path">The file, with one float32 input (N, 3, H, W); its description is the JSON file of the same name.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DllNotFoundException">The native library is missing; the message says how to get it.</exception>
    /// <exception cref="UnusableFileException">As for <see cref="ExternalDetector.Load"/>.</exception>
    public OnnxDetector(string path) : base(path)
    {
        session = Open(FilePath);
        if (session.InputMetadata.Count != 1 || session.InputMetadata.Values.Single() is not { IsTensor: true } input
            || input.ElementType != typeof(float) || input.Dimensions is not [var batch, 3 or -1, _, _])
        {
            throw new UnusableFileException(FilePath, $"It needs the inputs {Inputs()}; one float32 tensor (N, 3, H, W) is expected.",
                "Export the network alone, with the image as its only input.");
        }
        oneByOne = batch == 1;
        Try();
    }

    private protected override Tensor Run(Tensor input)
    {
        if (!oneByOne || input.size(0) == 1)
        {
            return RunBatch(input);
        }
        return cat([.. Enumerable.Range(0, (int)input.size(0)).Select(index => RunBatch(input.narrow(0, index, 1)))], 0);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            session?.Dispose();
        }
        base.Dispose(disposing);
    }

    private Tensor RunBatch(Tensor input)
    {
        try
        {
            var pixels = input.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
            using var images = OrtValue.CreateTensorValueFromMemory(pixels, input.shape);
            using var run = new RunOptions();
            using var outputs = session.Run(run, session.InputNames, [images], [session.OutputNames[0]]);
            var shape = outputs[0].GetTensorTypeAndShape().Shape;
            return tensor(outputs[0].GetTensorDataAsSpan<float>().ToArray(), shape);
        }
        catch (OnnxRuntimeException error)
        {
            throw Refused(error);
        }
    }

    private string Inputs() => string.Join(" and ", session.InputMetadata.Select(input =>
        $"{input.Key} ({input.Value.ElementType?.Name} {string.Join(" x ", input.Value.Dimensions ?? [])})"));

    private static InferenceSession Open(string path)
    {
        try
        {
            return new(path);
        }
        catch (OnnxRuntimeException error)
        {
            throw new UnusableFileException(
                path, $"It is no ONNX network that can be read ({error.Message.Split('\n')[0].TrimEnd('.', ' ')}).",
                "Export it again, with an opset that ONNX Runtime 1.31 knows.", error);
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new DllNotFoundException(
                "The native library of ONNX Runtime is not here. Build once with -p:OnnxRuntime=true, for example "
                + "'dotnet run --project environment -p:OnnxRuntime=true -- score …', or save the network as TorchScript.", error);
        }
    }
}

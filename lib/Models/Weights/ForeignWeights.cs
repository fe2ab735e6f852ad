namespace Telltale.Models;

/// <summary>Recognises files that are taken for safetensors files, so that the error can say what to do. Nothing of them is read.</summary>
internal static class ForeignWeights
{
    private const int HeaderStart = 8;

    /// <summary>What the file is, and the cure; null where it may be a safetensors file.</summary>
    /// <param name="path">For the command that converts it.</param>
    /// <param name="start">Its first bytes, at least nine where it has so many.</param>
    public static (string Kind, string Cure)? Recognise(string path, ReadOnlySpan<byte> start)
    {
        if (start.Length > HeaderStart && start[HeaderStart] == '{')
        {
            return null; // the header of every safetensors file
        }
        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return ("a zip archive, such as PyTorch's .pth and .pt files", Convert(path));
        }
        if (start is [0x80, >= 2 and <= 5, ..])
        {
            return ("a pickle file, as older PyTorch versions write", Convert(path));
        }
        return start.StartsWith("version "u8) ? ("a Git LFS pointer", "Download the file itself, for example with git lfs pull.")
            : start is [0x89, (byte)'H', (byte)'D', (byte)'F', ..]
                ? ("an HDF5 file, as Keras writes", "Convert its tensors to safetensors in Python, under PyTorch's names.")
            : start.StartsWith("GGUF"u8) ? ("a GGUF file", "Use the safetensors file it was made from.")
            : start is [0x1F, 0x8B, ..] ? ("compressed with gzip", "Decompress it first.")
            : start is [(byte)'<', ..] ? ("a web page", "Download it again; the address may need a login.")
            : null;
    }

    private static string Convert(string path) =>
        "It may contain code, so it is not read. Convert it in Python: "
        + $"python -c \"import torch, safetensors.torch as s; w = torch.load('{path}', map_location='cpu', weights_only=True); "
        + "w = w.get('state_dict', w.get('model', w)); "
        + $"s.save_file({{k: v.clone().contiguous() for k, v in w.items()}}, '{Path.ChangeExtension(path, ".safetensors")}')\"";
}

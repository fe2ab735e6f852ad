using System.Buffers.Binary;
using System.Text;
using Telltale.Models;
using Telltale.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

public sealed class SafeTensorsTests : IDisposable
{
    private static readonly string PeerFile = Path.Combine(AppContext.BaseDirectory, "Models", "Fixtures", "types.safetensors");

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Reads_what_plain_Python_wrote()
    {
        using var file = SafeTensors.Read(PeerFile);
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["made by"] = "plain Python" }, file.Metadata);
        Assert.Equal(12, file.Tensors.Count);
        double[] fractions = [-3, -1.5, 0, 1.5, 3, 4.5];
        double[] integers = [0, 20, 40, 60, 80, 100];
        foreach (var type in new[] { "f16", "bf16", "f32", "f64" })
        {
            Assert.Equal(fractions, file.Tensors[$"values.{type}"].to(float64).data<double>());
        }
        foreach (var type in new[] { "u8", "i8", "i16", "i32", "i64" })
        {
            Assert.Equal(integers, file.Tensors[$"values.{type}"].to(float64).data<double>());
        }
        Assert.Equal([false, true, false, true, false, true], file.Tensors["values.bool"].data<bool>());
        Assert.Equal([2, 3], file.Tensors["values.bf16"].shape);
        Assert.Equal(1L << 40, file.Tensors["scalar"].item<long>());
        Assert.Empty(file.Tensors["scalar"].shape);
        Assert.Equal([0, 4], file.Tensors["empty"].shape);
    }

    [Fact]
    public void Writes_byte_for_byte_what_plain_Python_writes()
    {
        using var file = SafeTensors.Read(PeerFile);
        var copy = folder.File("copy.safetensors");
        using (var stream = File.Create(copy))
        {
            SafeTensors.Write(stream, file.Tensors.Reverse().ToDictionary(), file.Metadata.Reverse().ToDictionary());
        }
        Assert.Equal(File.ReadAllBytes(PeerFile), File.ReadAllBytes(copy));
    }

    [Fact]
    public void Strided_tensors_and_parameters_are_written_by_value()
    {
        var path = folder.File("strided.safetensors");
        var turned = arange(6, dtype: float32).reshape(2, 3).t();
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["turned"] = turned, ["weight"] = nn.Parameter(ones(2)) });
        using var file = SafeTensors.Read(path);
        Assert.Equal([0f, 3, 1, 4, 2, 5], file.Tensors["turned"].data<float>());
        Assert.False(file.Tensors["weight"].requires_grad);
    }

    [Theory]
    [InlineData("telltale_digest")]
    [InlineData("telltale-sha256:")]
    [InlineData("telltale_digest\":\"telltale-sha256:")]
    [InlineData(":telltale")]
    public void A_file_whose_digest_is_no_longer_called_so_is_refused(string name)
    {
        var path = folder.File("weights.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["a"] = ones(3) });
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name));
        bytes[at + 3] ^= 1;
        bytes[at + name.Length - 3] ^= 1;
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<UnusableFileException>(() => SafeTensors.Read(path));
        Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_changed_after_it_was_written_is_refused()
    {
        var path = folder.File("weights.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["a"] = ones(3) }, new Dictionary<string, string> { ["x"] = "y" });
        using (var read = SafeTensors.Read(path))
        {
            Assert.Equal(new Dictionary<string, string> { ["x"] = "y" }, read.Metadata);
        }
        var bytes = File.ReadAllBytes(path);
        bytes[^2] ^= 1; // another finite value
        File.WriteAllBytes(path, bytes);
        Assert.StartsWith(
            $"{path}: It was changed or cut off", Assert.Throws<UnusableFileException>(() => SafeTensors.Read(path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_leaves_the_older_file_and_nothing_else()
    {
        var path = folder.File("weights.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["a"] = ones(3) });
        var before = File.ReadAllBytes(path);
        Assert.Throws<NotSupportedException>(
            () => SafeTensors.Write(path, new Dictionary<string, Tensor> { ["a"] = ones(3, dtype: complex64) }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Root));
    }

    // One F32 tensor "a" of two elements in eight bytes of data, unless a case says otherwise.
    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}""", 16, "needs 8 bytes; its offsets are 0 to 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "needs 8 bytes; its offsets are 8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, "its offsets are -8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "its tensors end at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "its tensors end at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "an overlap or a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
        12, "tensor 'b' begins at byte 4 of the data, where 8 was expected")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        8, "an overlap or a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775800,9223372036854775807]}}""",
        8, "its offsets are 9223372036854775800")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "overflow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", 8, "shape (-1, -2)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "malformed")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "unknown element type 'C64'")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8, "malformed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "its offsets are 0")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "malformed")]
    [InlineData("""{"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "malformed")]
    [InlineData("""{"__metadata__":{"x":null},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "metadata 'x' is null")]
    [InlineData("[]", 0, "malformed")]
    [InlineData("{\"a\":", 0, "malformed")]
    [InlineData("", 0, "malformed")]
    public void An_invalid_header_is_refused(string header, int dataBytes, string problem)
    {
        var text = Encoding.UTF8.GetBytes(header);
        AssertRefused([.. Prefix(text.Length), .. text, .. new byte[dataBytes]], problem);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused_before_memory_is_allocated()
    {
        AssertRefused([.. Prefix(50_000_000), .. "{}"u8], "its header would have 50000000 bytes, the file has 10");
        AssertRefused([.. Prefix(-1), .. "{}"u8], "its header would have 18446744073709551615 bytes");
        AssertRefused([1, 2, 3], "it has 3 bytes");
        AssertRefused([], "it has 0 bytes");
    }

    [Fact]
    public void Another_kind_of_file_is_refused() => AssertRefused(Encoding.ASCII.GetBytes(new string('x', 100)), "its header would have");

    [Theory]
    [InlineData("504B0304000000000000000000", "a zip archive, such as PyTorch's .pth", true)]
    [InlineData("504B03041400080800000000000000", "a zip archive", true)]
    [InlineData("80028A0A6CFC9C46F9206AA850192E80", "a pickle file", true)]
    [InlineData("8004952A000000000000007D9428", "a pickle file", true)]
    [InlineData("894844460D0A1A0A0000000000", "an HDF5 file", false)]
    [InlineData("76657273696F6E2068747470733A2F2F", "a Git LFS pointer", false)]
    [InlineData("3C21444F43545950452068746D6C3E", "a web page", false)]
    [InlineData("1F8B0800000000000003AB", "compressed with gzip", false)]
    public void A_file_of_another_kind_is_named_with_the_cure(string start, string kind, bool isTorch)
    {
        var path = folder.File("best.pth");
        File.WriteAllBytes(path, [.. Convert.FromHexString(start), .. new byte[64]]);
        var message = Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(path)).Message;
        Assert.Contains($"{path}: It is not a safetensors file but {kind}", message, StringComparison.Ordinal);
        Assert.Equal(isTorch, message.Contains($"torch.load('{path}', map_location='cpu', weights_only=True)", StringComparison.Ordinal));
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_whose_length_begins_like_a_pickle_is_read()
    {
        // 640 bytes are 80 02 in the file.
        var header = Encoding.UTF8.GetBytes("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""".PadRight(640));
        var path = folder.File("a.safetensors");
        File.WriteAllBytes(path, [.. Prefix(header.Length), .. header, .. new byte[8]]);
        using var content = SafeTensors.Read(path);
        Assert.Equal([2], content.Tensors["a"].shape);
    }

    [Fact]
    public void A_file_without_tensors_is_valid()
    {
        var path = folder.File("nothing.safetensors");
        SafeTensors.Write(path, new Dictionary<string, Tensor>());
        using var file = SafeTensors.Read(path);
        Assert.Empty(file.Tensors);
    }

    private void AssertRefused(byte[] content, string problem)
    {
        var path = folder.File("bad.safetensors");
        File.WriteAllBytes(path, content);
        var refusal = Assert.Throws<SafeTensorsException>(() => SafeTensors.Read(path));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        File.Delete(path); // the refused file is closed
    }

    private static byte[] Prefix(long length)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, length);
        return prefix;
    }
}

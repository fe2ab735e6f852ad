using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Layouts;
using Telltale.Tests.Data;
using Telltale.Tests.Workbench;
using Telltale.Workbench.Kernel;

namespace Telltale.Tests.Mutations;

/// <summary>Seeded accidents to text that people and front ends write: refused by name, or another legal text.</summary>
[Collection(nameof(MutationTests))]
public sealed class TextMutationTests(MutationTable table, ITestOutputHelper output) : IDisposable
{
    private const char Between = '\n';

    private readonly TemporaryFolder folder = new();
    private readonly MessageSignature signature = new("key"u8.ToArray());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_mutated_manifest_is_refused_by_name_or_is_another_legal_manifest()
    {
        var path = folder.File("manifest.csv");
        Manifest.Write(path, Enumerable.Range(0, 12).Select(index => new ImageRecord(
            folder.File($"{index}.png"), index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "source, \"one\"") { Width = index }));
        Reads("manifest", path, file => string.Join('\n', Manifest.Read(file)));
    }

    [Theory]
    [InlineData("score CSV", ',', '.')]
    [InlineData("score CSV with decimal commas, UTF-16", ';', ',')]
    public void A_mutated_score_file_is_refused_by_name_or_is_another_legal_one(string format, char separator, char point)
    {
        var path = folder.File("scores.csv");
        var lines = Enumerable.Range(0, 12).Select(index => string.Join(
            separator, $"a/{index}.png", $"0.{index + 10}".Replace('.', point), index % 2 == 0 ? "real" : "fake", "flux"));
        var header = string.Join(separator, "path", "score", "label", "source");
        File.WriteAllLines(path, lines.Prepend(header), separator == ',' ? Encoding.UTF8 : Encoding.Unicode);
        Reads(format, path, file => string.Join('\n', DetectorScores.Read(file).Items.Select(item =>
            string.Create(CultureInfo.InvariantCulture, $"{item.Record} {item.Score:R}"))));
    }

    [Fact]
    public void A_mutated_list_of_images_is_refused_by_name_or_is_another_legal_one()
    {
        for (var image = 0; image < 8; image++)
        {
            folder.Put($"{image}.png", ImageCodec.EncodePng(new(8, 8)));
        }
        var path = folder.File("test.txt");
        File.WriteAllLines(path, Enumerable.Range(0, 8).Select(image => $"{image}.png {image % 2}"));
        Reads("list file", path, file => string.Join('\n', DetectionFolder.Read(file)));
    }

    [Fact]
    public void A_mutated_notebook_is_refused_by_name_or_is_another_legal_notebook()
    {
        var path = NotebookFile.Write(
            folder, "a.ipynb", NotebookFile.Prose("# Title"), NotebookFile.Code("1 + 1\n"), NotebookFile.Code("2"));
        Reads("notebook", path, LookAtAll);
    }

    [Fact]
    public void A_mutated_connection_file_is_refused_by_name_or_is_another_legal_one()
    {
        var path = folder.File("kernel.json");
        File.WriteAllText(path, new JsonObject
        {
            ["transport"] = "tcp", ["ip"] = "127.0.0.1", ["shell_port"] = 50001, ["control_port"] = 50002, ["stdin_port"] = 50003,
            ["iopub_port"] = 50004, ["hb_port"] = 50005, ["key"] = "5ecret", ["signature_scheme"] = "hmac-sha256", ["kernel_name"] = "",
        }.ToJsonString());
        Reads("connection file", path, file => ConnectionFile.Read(file) is var read ? $"{read} {Convert.ToHexString(read.Key)}" : "");
    }

    [Fact]
    public void A_message_that_was_mutated_on_its_way_is_refused()
    {
        var path = Message("message.bin", withSignature: true);
        Mutated.Reads(table, output, "wire message", new(path, file => Decode(Parts(file, 5)), error => error is FormatException), []);
    }

    [Fact]
    public void A_mutated_message_that_is_signed_is_answered_with_an_error_or_is_another_legal_one()
    {
        var path = Message("signed.bin", withSignature: false);
        Mutated.Reads(table, output, "wire message, signed after the mutation", new(
            path, file => Decode(Parts(file, 4) is var parts ? [signature.Of(parts), .. parts] : []), error => error is FormatException),
            [Outcome.AcceptedDifferent]);
    }

    private string Message(string name, bool withSignature)
    {
        var sent = new WireFormat(signature).Encode(Telltale.Workbench.Kernel.Message.Create(
            "execute_request", [], null,
            new JsonObject { ["code"] = "1 + 1", ["silent"] = false, ["user_expressions"] = new JsonObject() }));
        var frames = sent.Skip(withSignature ? 1 : 2).Select(frame => Encoding.UTF8.GetString(frame.ToByteArray()));
        return folder.Put(name, Encoding.UTF8.GetBytes(string.Join(Between, frames)));
    }

    private static byte[][] Parts(string file, int count)
    {
        var (rest, parts) = (File.ReadAllBytes(file).AsMemory(), new List<byte[]>());
        while (parts.Count < count - 1 && rest.Span.IndexOf((byte)Between) is >= 0 and var end)
        {
            parts.Add(rest[..end].ToArray());
            rest = rest[(end + 1)..];
        }
        return [.. parts, rest.ToArray()];
    }

    /// <summary>As the kernel receives a message; an error reply is an exception here.</summary>
    private string Decode(byte[][] frames)
    {
        var message = new WireFormat(signature).Decode(new NetMQMessage([Encoding.ASCII.GetBytes("<IDS|MSG>"), .. frames]));
        return RequestFormat.FaultOf(message) is { } fault
            ? throw new FormatException(fault)
            : $"{message.Type} {message.Header.ToJsonString()} {message.Parent.ToJsonString()} "
                + (message.Type == "execute_request" ? $"{ExecuteRequest.Of(message)}" : message.Content.ToJsonString());
    }

    /// <summary>Everything that the runner and the report look at.</summary>
    private static string LookAtAll(string file)
    {
        var notebook = Telltale.Workbench.Notebooks.Notebook.Read(file);
        var seen = notebook.Cells.Select(cell =>
        {
            var text = $"{cell.Kind} {cell.Id} {cell.Source} {cell.Metadata.ToJsonString()} {cell.ExecutionCount} {cell.Outputs.Count}";
            cell.ClearRun();
            return text;
        }).ToList();
        return string.Join('\n', [.. seen, notebook.ToText()]);
    }

    private void Reads(string format, string path, Func<string, string> read) =>
        Mutated.Reads(table, output, format, new(path, read), [Outcome.AcceptedDifferent]);
}

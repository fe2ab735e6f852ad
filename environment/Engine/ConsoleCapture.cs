using System.Text;

namespace Telltale.Workbench.Engine;

/// <summary>
/// Redirects <see cref="Console"/> output to a channel until disposed, and refuses input. Thread-safe, as the console is.
/// </summary>
internal sealed class ConsoleCapture : IDisposable
{
    private readonly TextWriter previousOut = Console.Out;
    private readonly TextWriter previousError = Console.Error;
    private readonly TextReader previousIn = Console.In;

    public ConsoleCapture(OutputChannel channel)
    {
        Console.SetOut(new ChannelWriter(channel, StreamName.Stdout));
        Console.SetError(new ChannelWriter(channel, StreamName.Stderr));
        Console.SetIn(new NoReader());
    }

    public void Dispose()
    {
        Console.SetOut(previousOut);
        Console.SetError(previousError);
        Console.SetIn(previousIn);
    }

    /// <summary>A notebook that runs from top to bottom has no one to ask.</summary>
    private sealed class NoReader : TextReader
    {
        private static NotSupportedException Refusal => new("A cell cannot read input. Write the value into the cell instead.");

        public override int Peek() => throw Refusal;

        public override int Read() => throw Refusal;

        public override int Read(char[] buffer, int index, int count) => throw Refusal;

        public override string? ReadLine() => throw Refusal;

        public override string ReadToEnd() => throw Refusal;
    }

    private sealed class ChannelWriter(OutputChannel channel, StreamName stream) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => channel.Write(stream, [value]);

        public override void Write(string? value) => channel.Write(stream, value);

        public override void Write(char[] buffer, int index, int count) => channel.Write(stream, buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer) => channel.Write(stream, buffer);

        public override void WriteLine(string? value) => channel.Write(stream, value + NewLine);

        public override void Flush() => channel.Flush();
    }
}

using System.Text;

namespace Telltale.Environment.Engine;

/// <summary>Sends what is written to <see cref="Console"/> to a channel, until disposed. The console takes care of threads.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private readonly TextWriter previousOut = Console.Out;
    private readonly TextWriter previousError = Console.Error;

    public ConsoleCapture(OutputChannel channel)
    {
        Console.SetOut(new ChannelWriter(channel, StreamName.Stdout));
        Console.SetError(new ChannelWriter(channel, StreamName.Stderr));
    }

    public void Dispose()
    {
        Console.SetOut(previousOut);
        Console.SetError(previousError);
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

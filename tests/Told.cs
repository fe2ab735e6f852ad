using Telltale.Runtime;

namespace Telltale.Tests;

/// <summary>Hands each report of long work to a test, at once and on the thread that made it.</summary>
internal sealed class Told(Action<WorkProgress> report) : IProgress<WorkProgress>
{
    public void Report(WorkProgress value) => report(value);
}

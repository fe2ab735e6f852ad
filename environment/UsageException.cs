namespace Telltale.Workbench;

/// <summary>The command line asks for something that cannot be done; the message says what can.</summary>
public sealed class UsageException(string message) : Exception(message);

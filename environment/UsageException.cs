namespace Telltale.Workbench;

/// <summary>The command line is invalid; the message says what is wrong.</summary>
public sealed class UsageException(string message) : Exception(message);
